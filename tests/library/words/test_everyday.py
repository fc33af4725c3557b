from __future__ import annotations

import pytest

from photoclust.embedding.models import Model
from photoclust.library.words.everyday import EVERYDAY
from photoclust.library.words.folding import key_of
from photoclust.library.words.lexicon import Lexicon, lexicon_of


@pytest.mark.parametrize("word", EVERYDAY)
def test_every_class_it_names_is_one_of_the_model(model: Model, word: str) -> None:
    names = {key_of(part) for line in model.words() for part in line.split(",")}
    assert {key_of(name) for name in EVERYDAY[word]} <= names


def test_it_is_as_good_as_the_models_own_name(model: Model) -> None:
    lexicon, labels = lexicon_of(model), model.words()

    def meant(word: str) -> list[str]:
        classes = lexicon.classes_of(word)
        return [labels[number].split(",")[0] for number, weight in sorted(classes.items()) if weight == 1]

    assert meant("tennis") == ["racket", "tennis ball"]
    assert meant("Sofas") == ["studio couch"]
    assert meant("apple") == ["Granny Smith"]
    assert (
        lexicon.classes_of("apple")[labels.index(next(one for one in labels if "custard apple" in one))] < 1
    )
    assert "tennis" in {sight.phrase for sight in lexicon.sights}


def test_a_model_with_other_classes_is_left_alone() -> None:
    lexicon = Lexicon([["racket", "cat"]], [[]], EVERYDAY)
    assert lexicon.classes_of("tennis") == {0: 1.0}
    assert lexicon.classes_of("apple") == {}
    assert {sight.phrase for sight in lexicon.sights} == {"racket", "cat", "tennis"}
