"""What may not be shipped is refused, with one sentence for each reason."""

from __future__ import annotations

import pytest


@pytest.fixture
def refused(site, claim):
    """Problems of a bundle of these files, by rules and texts together."""
    from licences import distributions, rules, table
    from licences.texts import Texts

    def look(*names, locked=("horse", "cow"), version="1.0"):
        claims = claim(*names)
        components = list(claims.components.values())
        texts = Texts(distributions.installed([str(site.packages)]), site.texts)
        for component in components:
            texts.of(component)
        pinned = dict.fromkeys(locked, version)
        found = rules.problems(components, table.read(site.tables), pinned, {})
        return claims.problems + found + texts.problems

    return look


def test_a_clean_bundle_passes(site, refused):
    site.install("horse", ["horse/a.py"])
    assert refused("horse/a.py", "horse:horse/a.py") == []


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "MIT AND GPL-2.0-only", "LicenseRef-Proprietary"])
def test_the_gpl_and_others_are_refused(site, refused, licence):
    site.install("horse", ["horse/a.py"], licence)
    assert refused("horse/a.py") == [f"horse 1.0 is under {licence}, which may not be shipped."]


def test_a_choice_with_one_good_end_passes(site, refused):
    site.install("horse", ["horse/a.py"], "GPL-2.0-only OR (MIT AND BSD-3-Clause)")
    assert refused("horse/a.py") == []


def test_no_licence_and_nonsense_are_refused(site, refused):
    site.install("horse", ["horse/a.py"], "")
    site.install("cow", ["cow/a.py"], "see the file")
    horse, cow = sorted(refused("horse/a.py", "cow/a.py"), reverse=True)
    assert "does not say its licence" in horse
    assert "is no SPDX expression" in cow


def test_the_gpl_passes_with_the_exception_of_gcc_alone(site, refused):
    expression = "GPL-3.0-or-later WITH GCC-exception-3.1"
    site.install("horse", ["horse/a.py"], expression)
    assert refused("horse/a.py") == []
    site.install("cow", ["cow/a.py"], "GPL-3.0-or-later WITH Classpath-exception-2.0")
    assert len(refused("cow/a.py")) == 1


LGPL = '[[part]]\nname = "heif"\nlicence = "LGPL-3.0-or-later"\ncopyright = "A"\n'


def test_the_lgpl_passes_as_a_file(site, refused):
    site.table("more", LGPL + 'files = ["horse.libs/libheif*"]\n')
    site.install("horse", ["horse.libs/libheif.so.1"])
    assert refused("horse.libs/libheif.so.1") == []


def test_the_lgpl_linked_into_something_else_is_refused(site, refused):
    site.table("more", LGPL + 'inside = ["horse/*"]\n')
    site.install("horse", ["horse/a.pyd"])
    (problem,) = refused("horse/a.pyd")
    assert "linked into horse" in problem


def test_the_lgpl_inside_the_lgpl_passes(site, refused):
    site.table("more", LGPL + 'inside = ["horse/*"]\n')
    site.install("horse", ["horse/a.pyd"], "LGPL-3.0-or-later")
    assert refused("horse/a.pyd") == []


def test_a_module_under_the_lgpl_in_the_archive_is_refused(site, refused):
    site.install("horse", ["horse/a.py"], "LGPL-3.0-or-later")
    assert refused("horse/a.py") == []
    (problem,) = refused("horse.a:horse/a.py")
    assert "its module horse.a lies in the program's archive" in problem


def test_a_missing_text_is_found(site, refused):
    site.install("horse", ["horse/a.py"], text=None)
    assert any("carries no licence text" in problem for problem in refused("horse/a.py"))


def test_a_missing_file_of_ours_is_found(site, refused):
    part = '[[part]]\nname = "saddle"\nlicence = "MIT"\ntexts = ["saddle.txt"]\nfiles = ["saddle.dat"]\n'
    site.table("more", part)
    (site.packages / "saddle.dat").write_text("?")
    assert any("saddle.txt is missing" in problem for problem in refused("saddle.dat"))
    (site.texts / "saddle.txt").write_text("\n \n")
    assert any("saddle.txt is missing" in problem for problem in refused("saddle.dat"))


def test_a_general_text_needs_a_holder(site, refused):
    part = '[[part]]\nname = "saddle"\nlicence = "MIT"\nfiles = ["saddle.dat"]\n'
    site.table("more", part)
    (site.packages / "saddle.dat").write_text("?")
    (problem,) = refused("saddle.dat")
    assert "who holds it" in problem
    site.table("more", part + 'copyright = "A. Saddler"\n')
    assert refused("saddle.dat") == []


def test_a_distribution_outside_the_lock_is_refused(site, refused):
    site.install("goat", ["goat.py"])
    assert refused("goat.py") == ["goat 1.0 is in the bundle, but not in requirements.lock."]
    (problem,) = refused("goat.py", locked=["goat"], version="2.0")
    assert "requirements.lock has 2.0" in problem


def test_another_version_has_to_be_looked_at(site, refused):
    site.table("more", '[looked_at]\nhorse = "0.9"\n')
    site.install("horse", ["horse/a.py"])
    (problem,) = refused("horse/a.py")
    assert "looked up for 0.9" in problem


def test_a_tool_is_held_against_the_other_lock(site, claim):
    from licences import rules, table

    site.table("more", "[distribution.horse]\nbuild_tool = true\n")
    site.install("horse", ["horse/a.py"])
    components = list(claim("horse/a.py").components.values())
    by_hand = table.read(site.tables)
    assert rules.problems(components, by_hand, {}, {"horse": "1.0"}) == []
    assert len(rules.problems(components, by_hand, {"horse": "1.0"}, {})) == 1
