"""How long indexing takes, first, again and after a rename: `python -m benchmarks.indexing [FOLDER ...]`.

The naive way (full decode with Pillow, one thread, no database) is measured in the same run on a part of the
photos; only the ratio means something on another machine.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.clock import Spent, timed
from benchmarks.photos import ROOT, index, model_folders, shared, temporary_library
from photoclust.library.models import Model, find_model

SETS = ("labelled-caltech101", "large-photos")
NAIVE_PHOTOS = 60


def naive(folder: Path, model: Model) -> Spent:
    """What a photo takes if everything is decoded at full size and one thread embeds it."""
    import numpy as np
    from PIL import Image, ImageOps

    from photoclust.embedding.embedder import MediaPipeEmbedder

    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg"})
    files = files[:: max(1, len(files) // NAIVE_PHOTOS)][:NAIVE_PHOTOS]
    with MediaPipeEmbedder(model) as embedder:
        edge = embedder.input_edge

        def work() -> None:
            for file in files:
                with Image.open(file) as image:
                    upright = ImageOps.exif_transpose(image).convert("RGB")
                    embedder.embed(np.asarray(upright.resize((edge, edge), Image.Resampling.BICUBIC)))

        _, spent = timed(work)
    return spent / len(files)


def measure(folder: Path, model: Model) -> None:
    """Copies a folder to a place of its own and prints what each kind of run takes."""
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as place, temporary_library() as library:
        there = Path(place) / "photos"
        shutil.copytree(folder, there)
        first = index(library, there, model)
        second = index(library, there, model)
        there = there.rename(Path(place) / "renamed")
        renamed = index(library, there, model)
    plain = naive(folder, model).wall
    each = first.seconds / max(1, first.embedded)
    print(f"{folder.name}, {model.name}: {first.photos} photos, {len(first.unreadable)} unreadable")
    print(f"    first run            {first.seconds:8.2f} s   {each * 1000:7.1f} ms a photo")
    print(
        f"    naive way            {'':8}     {plain * 1000:7.1f} ms a photo, {plain / each:.1f} times ours"
    )
    share = second.seconds / first.seconds
    again = f"{share:.3f} of the first, {second.embedded} embedded"
    moved = f"{renamed.reused} reused, {renamed.embedded} embedded"
    print(f"    second run           {second.seconds:8.2f} s   {again}")
    print(f"    folder renamed       {renamed.seconds:8.2f} s   {moved}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--model", default="efficientnet_lite0")
    arguments = parser.parse_args()
    beside = shared()
    found = [beside / name for name in SETS if beside and (beside / name).is_dir()]
    model = find_model(model_folders(), arguments.model)
    for folder in arguments.folders or found or [ROOT / "resources" / "samples"]:
        measure(folder, model)


if __name__ == "__main__":
    main()
