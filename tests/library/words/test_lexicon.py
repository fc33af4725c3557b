from __future__ import annotations

import numpy as np

from photoclust.core.kinds import Kind
from photoclust.embedding.models import Model
from photoclust.library.words.lexicon import Lexicon, class_weights, lexicon_of

WORDS = [
    "golden retriever",
    "beagle",
    "tabby, tabby cat",
    "leopard, Panthera pardus",
    "snow leopard",
    "mosque",
]
KINDS = [
    Kind("dogs", ("dog", "puppy", "puppies"), (0, 1)),
    Kind("cats and leopards", ("cat",), (2, 3, 4)),
    Kind("temples", ("mosque", "church"), (5, 1)),
]
MADE = Lexicon([WORDS], [KINDS])


def test_words_of_the_model() -> None:
    for phrase in ("beagle", "Beagles", "BEAGLE"):
        assert MADE.classes_of(phrase) == {1: 1.0}
    assert MADE.classes_of("panthera pardus") == {3: 1.0}
    assert MADE.classes_of("retriever") == {0: 1.0}
    assert MADE.classes_of("golden") == {}
    assert MADE.classes_of("") == {}


def test_broader_words() -> None:
    for phrase in ("dog", "dogs", "puppy", "puppies", "Puppys"):
        assert MADE.classes_of(phrase) == {0: 1.0, 1: 1.0}
    assert set(MADE.classes_of("cat")) == {2, 3, 4}


def test_what_is_called_exactly_so_counts_most() -> None:
    weights = MADE.classes_of("leopard")
    assert weights[3] == 1
    assert 0 < weights[4] < 0.5
    assert 0 < weights[2] < 0.5
    assert MADE.classes_of("mosque")[5] == 1 > MADE.classes_of("mosque")[1]


def test_other_languages_stand_beside() -> None:
    german = Lexicon(
        [WORDS, ["Golden Retriever", "Beagle", "Tigerkatze"]], [KINDS, [Kind("Hunde", ("Hund",), (0, 1))]]
    )
    assert german.classes_of("hund") == german.classes_of("HUNDE") == {0: 1.0, 1: 1.0}
    assert german.classes_of("tigerkatze") == {2: 1.0}
    assert german.classes_of("dogs") == {0: 1.0, 1: 1.0}
    assert [sight.phrase for sight in german.sights if sight.shown] == [
        "dogs",
        "cats and leopards",
        "temples",
        "golden retriever",
        "beagle",
        "tabby",
        "leopard",
        "snow leopard",
        "mosque",
    ]


def test_a_model_without_words() -> None:
    assert not Lexicon([[]], [[]])
    assert MADE


def test_as_a_table() -> None:
    table = class_weights({3: 1.0, 65535: 0.5})
    assert (table[3], table[65535], table.sum()) == (1, 0.5, 1.5)
    assert not class_weights({}).any()


def test_of_the_standard_model(model: Model) -> None:
    lexicon = lexicon_of(model)
    assert lexicon is lexicon_of(model)
    dogs = lexicon.classes_of("dogs")
    assert [number for number, weight in dogs.items() if weight == 1] == list(range(151, 269))
    assert set(dogs) - set(range(151, 269)) == {934, 275}  # hot dogs are called so too, and African wild ones
    assert 978 in lexicon.classes_of("beach")
    assert set(lexicon.classes_of("husky")) >= {248, 250}
    labels = model.words()
    for phrase in ("pizza", "mountain bike", "great white shark"):
        (number,) = [n for n, weight in lexicon.classes_of(phrase).items() if weight == 1]
        assert phrase in labels[number]
    assert np.count_nonzero(class_weights(lexicon.classes_of("animals"))) == 398
