"""Every file and module goes to whoever made it, and what nobody made is found."""

from __future__ import annotations

import platform
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_files_and_modules_go_to_their_distribution(site, claim):
    site.install("horse", ["horse/__init__.py", "horse/_fast.cpython-311-x86_64-linux-gnu.so"])
    claims = claim("horse/_fast.cpython-311-x86_64-linux-gnu.so", "horse:horse/__init__.py")
    horse = claims.components["horse"]
    assert claims.problems == []
    assert horse.files == ["_internal/horse/_fast.cpython-311-x86_64-linux-gnu.so"]
    assert horse.modules == ["horse"]
    assert (horse.version, horse.licence, horse.purl) == ("1.0", "MIT", "pkg:pypi/horse@1.0")


def test_a_file_of_nobody_is_a_problem(site, claim):
    (site.packages / "stray.dat").write_text("?")
    claims = claim("stray.dat")
    (problem,) = claims.problems
    assert "_internal/stray.dat" in problem
    assert "belongs to no component" in problem


def test_a_module_of_nobody_is_a_problem(site, claim):
    (site.packages / "stray.py").write_text("?")
    (problem,) = claim("stray:stray.py").problems
    assert "The module stray" in problem


def test_a_library_in_a_wheel_has_to_be_named(site, claim):
    """A wheel that suddenly brings along a library (such as x265) must not pass under its own licence."""
    for file in ("horse.libs/libx265-1.so.2", "horse/.dylibs/libx265.dylib", "horse/x265.dll"):
        site.install(file.replace("/", "-"), [file])
        (problem,) = claim(file).problems
        assert "no [[part]]" in problem


def test_a_framework_in_a_wheel_has_to_be_named(site, claim):
    site.install("qt", ["Qt/lib/QtCharts.framework/Versions/A/QtCharts"])
    assert claim("Qt/lib/QtCharts.framework/Versions/A/QtCharts").problems


def test_a_part_has_its_files_before_the_distribution_has(site, claim):
    site.table("more", '[[part]]\nname = "saddle"\nlicence = "MIT"\nfiles = ["horse.libs/{lib,}saddle-*"]\n')
    site.install("horse", ["horse.libs/libsaddle-0a1b.so.2"])
    claims = claim("horse.libs/libsaddle-0a1b.so.2")
    assert claims.problems == []
    assert claims.components["saddle"].files == ["_internal/horse.libs/libsaddle-0a1b.so.2"]


def test_an_inner_part_is_there_with_its_host_only(site, claim):
    part = '[[part]]\nname = "bit"\nlicence = "MIT"\ninside = ["horse/_fast.*"]\n'
    site.table("more", part)
    site.install("horse", ["horse/_fast.pyd", "horse/other.pyd"])
    assert claim("horse/_fast.pyd").components["bit"].inside == {"horse"}
    assert "bit" not in claim("horse/other.pyd").components


def test_two_copies_of_one_library_stay_two(site, claim):
    part = '[[part]]\nname = "zlib"\nlicence = "MIT"\nversion = "{0}"\ninside = ["{1}/*"]\nparts_of = "{1}"\n'
    site.table("more", part.format(1, "horse") + part.format(2, "cow"))
    site.install("horse", ["horse/a.pyd"])
    site.install("cow", ["cow/a.pyd"])
    components = claim("horse/a.pyd", "cow/a.pyd").components.values()
    assert [one.version for one in components if one.name == "zlib"] == ["1", "2"]


def test_a_folder_that_is_a_package_goes_with_the_one_around_it(site, claim):
    site.install("horse", ["horse/__init__.py"])
    claims = claim("horse:horse/__init__.py", "horse.external.nothing:-")
    assert claims.problems == []
    assert claims.components["horse"].modules == ["horse", "horse.external.nothing"]


def test_our_own_files_models_and_python(claim):
    from licences.component import Entry

    claims = claim()
    model = "models/efficientnet_lite0.tflite"
    claims.add(
        [
            Entry("resources/icons/add.svg", ROOT / "resources/icons/add.svg", "x"),
            Entry("photoclust.app", ROOT / "photoclust/app.py"),
            Entry(model, ROOT / model, "y"),
            Entry("json", Path(__import__("json").__file__)),
        ]
    )
    assert claims.problems == []
    assert claims.components["PhotoClust"].files == ["x"]
    assert claims.components["PhotoClust"].modules == ["photoclust.app"]
    assert claims.components["Model efficientnet_lite0"].kind == "machine-learning-model"
    assert claims.components["Python"].version == platform.python_version()


def test_what_lies_in_site_packages_is_not_python_s(claim):
    from licences.component import Entry

    odd = Path(sysconfig.get_path("stdlib"), "site-packages", "odd.py")
    claims = claim()
    claims.add([Entry("odd", odd)])
    assert len(claims.problems) == 1


def test_what_a_build_left_is_not_ours(claim):
    from licences.component import Entry

    claims = claim()
    claims.add([Entry("odd.bin", ROOT / "build/odd.bin", "_internal/odd.bin")])
    assert len(claims.problems) == 1
