"""What a person typed, and which photos they mean.

The way of a question: `query` splits the text into words, phrases and what is excluded; `understanding` joins
words that belong together and says what each may mean (`lexicon`: what a photo shows, `dates`: when it was
taken; places, cameras, albums and names as this library has them); `evidence` scores the photos for each; and
`library.textsearch` puts the scores together. `word_index` holds what has to be in memory for that, `folding`
says which spellings are the same, `suggesting` and `near_words` say what could be asked.
"""
