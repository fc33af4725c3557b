"""What macOS is told of PhotoClust. Nothing of it can be run here; what can be read back is."""

from __future__ import annotations

import plistlib
from pathlib import Path

import dmg
import icon
import info
import pytest
from picture_types import TYPES
from PIL import Image

ENTITLEMENTS = Path(info.__file__).with_name("entitlements.plist")


def test_the_keys_survive_a_property_list() -> None:
    keys = info.info_plist("1.2.3")
    assert plistlib.loads(plistlib.dumps(keys)) == keys
    assert keys["CFBundleShortVersionString"] == keys["CFBundleVersion"] == "1.2.3"


def test_pictures_and_folders_can_be_opened_and_never_are_by_default() -> None:
    pictures, folders = info.info_plist("1")["CFBundleDocumentTypes"]
    assert set(pictures["LSItemContentTypes"]) == {identifier for _, identifier in TYPES.values()}
    assert folders["LSItemContentTypes"] == ["public.folder"]
    assert {kind["LSHandlerRank"] for kind in (pictures, folders)} == {"Alternate"}


def test_the_hardened_runtime_is_weakened_in_one_place_only() -> None:
    allowed = plistlib.loads(ENTITLEMENTS.read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
    assert b"<!--" not in ENTITLEMENTS.read_bytes()  # the kernel's reader of them knows no comments


def test_the_icon_has_the_drawn_pictures_in_it(tmp_path) -> None:
    file = tmp_path / "new" / "photoclust.icns"
    icon.write_icon(file)
    with Image.open(file) as made:
        sizes = made.info["sizes"]
    assert {width * scale for width, _, scale in sizes} == set(icon.EDGES)
    for width, height, scale in sizes:
        with (
            Image.open(file) as made,
            Image.open(icon.ICONS / f"photoclust-{width * scale}.png") as drawn,
        ):
            picture = made.icns.getimage((width, height, scale))
            assert picture.convert("RGBA").tobytes() == drawn.convert("RGBA").tobytes()


@pytest.fixture
def bare(monkeypatch) -> pytest.MonkeyPatch:
    """No means to sign."""
    for name in ("CODESIGN_IDENTITY", "NOTARY_KEY", "NOTARY_KEY_ID", "NOTARY_ISSUER"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_an_image_without_means_to_sign(bare, tmp_path) -> None:
    steps = [step[0] for step in dmg.commands(tmp_path / "x.dmg", "PhotoClust", tmp_path)]
    assert steps == ["ditto", "ln", "hdiutil"]


def test_an_image_that_is_signed_and_notarised(bare, tmp_path) -> None:
    bare.setenv("CODESIGN_IDENTITY", "Developer ID Application: Somebody")
    bare.setenv("NOTARY_KEY", "key.p8")
    bare.setenv("NOTARY_KEY_ID", "K")
    bare.setenv("NOTARY_ISSUER", "I")
    steps = dmg.commands(tmp_path / "x.dmg", "PhotoClust", tmp_path)
    assert [" ".join(map(str, step[:2])) for step in steps] == [
        "codesign --verify",
        f"ditto {dmg.APP}",
        "ln -s",
        "hdiutil create",
        "codesign --sign",
        "xcrun notarytool",
        "xcrun stapler",
    ]


def test_no_application_no_image(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(dmg, "APP", tmp_path / "PhotoClust.app")
    with pytest.raises(SystemExit, match="packaging/bundle makes it"):
        dmg.main()
