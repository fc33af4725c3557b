"""Pure functions on arrays: no file, no database, no clock.

Vectors are float32 of shape (n, d) with unit rows, so that a dot product is a cosine similarity. `space`
makes them comparable, `time_mixing` may add capture time; then `vector_index` and `cutoff` find look-alikes,
`hierarchy` and `auto_cut` (or `kmeans` and `elbow`) make clusters, `silhouette` judges and `labels` names
them. Nothing here ever holds a number for each pair of photos.
"""
