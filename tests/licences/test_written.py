"""What is written into the bundle: the list for people, the one for machines, and a word on the LGPL."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from types import SimpleNamespace

import pytest

LGPL = '[[part]]\nname = "libheif"\nversion = "1.2"\nlicence = "LGPL-3.0-or-later"\ncopyright = "A"\n'
INNER = '[[part]]\nname = "bit"\nlicence = "MIT"\ncopyright = "B"\ninside = ["horse/*"]\n'


@pytest.fixture
def shipped(site, contents):
    """A bundle of two distributions, a library under the LGPL and an inner part, with its licences in it."""
    from licences.run import Sources, run

    site.table("more", LGPL + 'files = ["horse.libs/libheif*"]\n' + INNER)
    site.install("horse", ["horse/a.pyd", "horse.libs/libheif-1.so"])
    site.install("cow", ["cow/a.py"])
    (site.tables / "lock").write_text("horse==1.0 \\\n    --hash=sha256:0\ncow==1.0\n")
    sources = Sources(
        site.tables, site.texts, (str(site.packages),), site.tables / "lock", site.tables / "lock"
    )
    listed, bundle = contents("horse/a.pyd", "horse.libs/libheif-1.so", "cow/a.py", modules=("photoclust",))
    made = SimpleNamespace(bundle=bundle, listed=listed, again=lambda: run(listed, bundle, sources))
    made.folder = bundle / "_internal" / "licenses"
    assert made.again() == []
    return made


def test_the_bill_names_everything_with_licence_and_checksum(shipped):
    bill = json.loads((shipped.folder / "photoclust.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert bill["metadata"]["component"]["name"] == "PhotoClust"
    assert "timestamp" not in bill["metadata"]
    found = {component["name"]: component for component in bill["components"]}
    assert sorted(found) == ["bit", "cow", "horse", "libheif"]
    assert found["cow"]["purl"] == found["cow"]["bom-ref"] == "pkg:pypi/cow@1.0"
    assert found["libheif"]["licenses"] == [{"expression": "LGPL-3.0-or-later"}]
    (file,) = found["libheif"]["components"]
    checksum = hashlib.sha256(b"content of horse.libs/libheif-1.so").hexdigest()
    assert file == {
        "type": "file",
        "name": "_internal/horse.libs/libheif-1.so",
        "hashes": [{"alg": "SHA-256", "content": checksum}],
    }
    assert {"name": "photoclust:inside", "value": "pkg:pypi/horse@1.0"} in found["bit"]["properties"]
    assert bill["metadata"]["component"]["properties"] == [
        {"name": "photoclust:module", "value": "photoclust"}
    ]


def test_the_bill_s_dependencies_lead_to_every_component(shipped):
    bill = json.loads((shipped.folder / "photoclust.cdx.json").read_text("utf-8"))
    edges = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    refs = {component["bom-ref"] for component in bill["components"]}
    root = bill["metadata"]["component"]["bom-ref"]
    assert edges[root] == ["libheif", "pkg:pypi/cow@1.0", "pkg:pypi/horse@1.0"]
    assert edges["pkg:pypi/horse@1.0"] == ["bit"]
    assert set(edges) == refs | {root}


def test_the_same_bundle_gives_the_same_bytes(shipped):
    before = {file.name: file.read_bytes() for file in shipped.folder.iterdir()}
    (shipped.folder / "left over").write_text("of an older build")
    assert shipped.again() == []
    assert {file.name: file.read_bytes() for file in shipped.folder.iterdir()} == before
    (shipped.bundle / "_internal/cow/a.py").write_text("changed")
    assert shipped.again() == []
    changed = json.loads((shipped.folder / "photoclust.cdx.json").read_bytes())
    assert changed["serialNumber"] != json.loads(before["photoclust.cdx.json"])["serialNumber"]


def test_people_read_each_text_once(shipped):
    text = (shipped.folder / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    overview, works, texts = re.split(r"\n[23]\. The (?:works|texts)\n", text)
    assert re.search(r"^libheif +1\.2 +LGPL-3\.0-or-later$", overview, re.MULTILINE)
    assert re.search(r"^bit +MIT  \(in horse\)$", overview, re.MULTILINE)
    assert "libheif 1.2\n    Licence: LGPL-3.0-or-later\n    By:      A\n" in works
    assert "    Inside:  horse\n" in works
    assert text.count("Do it.") == texts.count("Do it.") == 1  # of horse and of cow
    assert "For:     cow, horse" in texts
    number = re.search(r"^\[(\d+)\] cow: LICENSE; horse: LICENSE$", texts, re.MULTILINE)
    assert works.count(f"[{number.group(1)}]") == 2


def test_the_readme_names_the_files_that_can_be_exchanged(shipped):
    readme = (shipped.folder / "README.txt").read_text("utf-8")
    assert "libheif 1.2 (LGPL-3.0-or-later)\n    _internal/horse.libs/libheif-1.so\n" in readme
    assert "releases/tag/v1.2" in readme
    assert "cow" not in readme
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (shipped.folder / "LGPL-3.0.txt").read_text("utf-8")


def test_nothing_is_written_where_something_is_wrong(shipped, site):
    shutil.rmtree(shipped.folder)
    (site.packages / "stray.dat").write_text("?")
    stray = {"dest": "_internal/stray.dat", "source": str(site.packages / "stray.dat")}
    shipped.listed.write_text(json.dumps([*json.loads(shipped.listed.read_text()), stray]))
    (problem,) = shipped.again()
    assert "stray.dat" in problem
    assert not shipped.folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_application_of_macos_gets_a_copy_and_a_link(shipped, tmp_path):
    from licences import folder

    application = tmp_path / "PhotoClust.app"
    (application / "Contents" / "Frameworks").mkdir(parents=True)
    for _again in range(2):
        folder.copy_into_application(shipped.bundle, application)
    assert (application / "Contents/Frameworks/licenses/README.txt").is_file()
    assert (application / "Contents/Frameworks/licenses").is_symlink()


def test_the_lists_lie_beside_the_installers(shipped, tmp_path):
    from licences import folder

    folder.publish(shipped.bundle, tmp_path, "photoclust-1-linux")
    assert (tmp_path / "photoclust-1-linux.cdx.json").read_text() == (
        shipped.folder / "photoclust.cdx.json"
    ).read_text("utf-8")
    assert (tmp_path / "THIRD_PARTY_LICENSES.txt").is_file()
