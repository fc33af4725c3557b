"""The hand-written tables fit themselves, the texts, the lock and the wheels that are installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def by_hand():
    from licences import table

    return table.read()


@pytest.fixture(scope="module")
def installed():
    from licences import distributions

    return distributions.installed()


def test_patterns_match_as_the_comment_says():
    from licences.table import Patterns

    patterns = Patterns(("a/{b,c}.so*", "*.dll"))
    assert all(patterns.match(name) for name in ("a/b.so", "a/c.so.6", "x/y.dll", "VCRUNTIME140.DLL"))
    assert not any(patterns.match(name) for name in ("a/d.so", "a/bxso", "x/a/b.so", "y.dll.txt", ""))
    assert not Patterns().match("")


def test_a_wrong_field_and_a_name_given_twice_are_found(tmp_path):
    from licences import table

    part = '[[part]]\nname = "a"\nlicence = "MIT"\n'
    for content, error in (
        (part + 'license = "MIT"\n', TypeError),
        ("[distributoin.a]\n", TypeError),
        (part * 2, ValueError),
    ):
        (tmp_path / "x.toml").write_text(content)
        with pytest.raises(error):
            table.read(tmp_path)


def test_every_part_may_be_shipped_and_lies_somewhere(by_hand):
    from licences.expression import chosen

    for part in by_hand.parts:
        assert chosen(part.licence, by_hand.anywhere | by_hand.exchangeable), part.name
        assert part.files.patterns or part.inside.patterns, part.name
        assert part.parts_of is None or part.parts_of in by_hand.looked_at, part.name


def test_every_part_has_its_texts(by_hand, installed):
    from licences.component import Component
    from licences.texts import Texts

    texts = Texts(installed)
    for part in by_hand.parts:
        component = Component(part.key, part.name, part.version, part.licence, part.copyright)
        component.texts = part.texts
        assert texts.of(component), part.name
    assert texts.problems == []


def test_no_text_is_left_over(by_hand):
    from licences.expression import licences
    from licences.texts import FOLDER, file_stem

    named = {text for one in (*by_hand.parts, *by_hand.overrides.values()) for text in one.texts}
    named |= {
        f"{file_stem(name)}.txt"
        for part in by_hand.parts
        if not part.texts
        for name in licences(part.licence)
    }
    assert {file.name for file in FOLDER.iterdir()} <= named


def test_what_was_looked_at_is_what_is_locked(by_hand):
    from licences import distributions

    locked = distributions.locked(ROOT / "requirements.lock")
    assert {name: locked[name] for name in by_hand.looked_at} == by_hand.looked_at


def test_every_library_that_wheels_bring_is_named(by_hand, installed):
    """Whatever is left out of the bundle today. Qt's are not all listed: some are under the GPL alone."""
    from licences import distributions
    from licences.claims import Claims
    from licences.component import Entry

    claims = Claims(by_hand, installed)
    for name in set(distributions.locked(ROOT / "requirements.lock")) & set(installed.by_name):
        for file in installed.by_name[name].files:
            path = file.as_posix().rpartition("/site-packages/")[2]
            if re.search(r"\.(so[.0-9]*|dll|dylib)$", path) and not path.startswith("PySide6/"):
                claims.add([Entry(path, file, path)])
    assert claims.problems == []
    assert {"libheif", "libde265", "libavif", "libquadmath", "mediapipe"} <= {
        component.name for component in claims.components.values()
    }
