"""Turns EfficientNet-Lite weights made for PyTorch into a TFLite model for MediaPipe's ImageEmbedder.

`weights.read` reads the .pth file -> `network.layers` folds batch normalisation and lists the layers ->
`tflite.serialize` writes them as a FlatBuffer with float16 weights, `metadata.serialize` says beside it how
a picture becomes the input. Neither PyTorch nor TensorFlow is needed, and the same weights give the same
bytes on every machine.

The model has the input `image`, float32 (1, side, side, 3), RGB as (value - 127) / 128, and two outputs
("heads"): `feature`, float32 (1, 1280), the pooled last feature map, and `probability`, float32 (1, 1000),
softmax over the ImageNet-1k classes.
"""

from __future__ import annotations

from pathlib import Path

from lite_converter import metadata, network, tflite, weights

__all__ = ["convert"]


def convert(weights_file: Path, variant: network.Variant) -> bytes:
    """Converts one file of weights.

    Args:
        weights_file: State dict of an EfficientNet-Lite as PyTorch before 1.6 saved it.
        variant: Which EfficientNet-Lite the weights are for.

    Returns:
        The TFLite model.

    Raises:
        weights.WeightsError: If the file is not such a state dict, or not one of this variant.
    """
    layers = network.layers(weights.read(weights_file), variant)
    return tflite.serialize(
        layers,
        side=variant.side,
        outputs=network.OUTPUTS,
        description=f"EfficientNet-{variant.name.lower()} float16",
        metadata=metadata.serialize(variant.name),
    )
