"""Makes the disk image of the built application; signs and notarises it where the means are there.

    python packaging/macos/dmg.py

CODESIGN_IDENTITY names a certificate of the keychain, which packaging/photoclust.spec signs the application
with. NOTARY_KEY (a file), NOTARY_KEY_ID and NOTARY_ISSUER are those of an App Store Connect key. Without the
first the image is not signed, without the others not notarised.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "dist" / "PhotoClust.app"


def main() -> int:
    """Makes `dist/photoclust-VERSION-macos-arm64.dmg` and returns the exit code."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if not APP.is_dir():
        sys.exit(f"There is no {APP}: packaging/bundle makes it.")
    image = ROOT / "dist" / f"photoclust-{version}-macos-arm64.dmg"
    with tempfile.TemporaryDirectory(prefix="photoclust-dmg-") as folder:
        for command in commands(image, f"PhotoClust {version}", Path(folder)):
            subprocess.run(command, check=True)
    return 0


def commands(image: Path, title: str, folder: Path) -> list[list[str | Path]]:
    """What has to be run, in order.

    Args:
        image: The file to be made.
        title: Of the image once it is opened.
        folder: Empty; becomes what the image shows.
    """
    steps: list[list[str | Path]] = [
        ["ditto", APP, folder / APP.name],
        ["ln", "-s", "/Applications", folder / "Applications"],
        # LZMA, the smallest; macOS has opened it since 10.15.
        ["hdiutil", "create", "-volname", title, "-srcfolder", folder, "-format", "ULMO", "-ov", image],
    ]
    identity, key = os.environ.get("CODESIGN_IDENTITY"), os.environ.get("NOTARY_KEY")
    if identity:
        steps.insert(0, ["codesign", "--verify", "--deep", "--strict", APP])
        steps.append(["codesign", "--sign", identity, "--timestamp", image])
    if identity and key:
        who = ["--key", key, "--key-id", os.environ["NOTARY_KEY_ID"], "--issuer", os.environ["NOTARY_ISSUER"]]
        steps.append(["xcrun", "notarytool", "submit", image, *who, "--wait", "--timeout", "30m"])
        steps.append(["xcrun", "stapler", "staple", image])
    return steps


if __name__ == "__main__":
    sys.exit(main())
