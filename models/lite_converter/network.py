"""EfficientNet-Lite as a list of layers, with batch normalisation folded into the convolutions.

Architecture: `efficientnet_lite_builder.py` in https://github.com/tensorflow/tpu (Apache-2.0); the names of
the weights are those of the PyTorch port by ML Illustrated. Widths are not repeated here: they come with
the weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lite_converter.weights import StateDict, WeightsError

Array = npt.NDArray[np.float64]

INPUT = "image"
FEATURE = "feature"
PROBABILITY = "probability"
OUTPUTS = (FEATURE, PROBABILITY)

BATCH_NORM_EPSILON = 1e-3  # TensorFlow's for this family; PyTorch's own default would be 1e-5


@dataclass(frozen=True, slots=True)
class Variant:
    """A member of the family.

    Attributes:
        name: "Lite0" to "Lite4".
        depth: Factor on the number of blocks in each stage but the first and the last.
        side: Input height and width in pixels.
    """

    name: str
    depth: float
    side: int


LITE0 = Variant("Lite0", depth=1.0, side=224)
LITE2 = Variant("Lite2", depth=1.2, side=260)


@dataclass(frozen=True, slots=True)
class Convolution:
    """Convolution with bias; the name of a layer is also that of its output.

    Attributes:
        weights: In TFLite's order: OHWI, or 1HWO where `depthwise`.
        bias: One number an output channel.
        relu6: Whether min(max(x, 0), 6) follows.
    """

    name: str
    source: str
    weights: Array
    bias: Array
    stride: int
    relu6: bool
    depthwise: bool


@dataclass(frozen=True, slots=True)
class Add:
    """Sum of two maps: a block's shortcut."""

    name: str
    source: str
    shortcut: str


@dataclass(frozen=True, slots=True)
class GlobalAveragePool:
    """Mean over height and width."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class FullyConnected:
    """Matrix product with bias; weights are (outputs, inputs)."""

    name: str
    source: str
    weights: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class Softmax:
    """Softmax over the last axis."""

    name: str
    source: str


Layer = Convolution | Add | GlobalAveragePool | FullyConnected | Softmax


@dataclass(frozen=True, slots=True)
class _Stage:
    blocks: int
    kernel: int
    stride: int
    expands: bool


_STAGES = (
    _Stage(1, 3, 1, expands=False),
    _Stage(2, 3, 2, expands=True),
    _Stage(2, 5, 2, expands=True),
    _Stage(3, 3, 2, expands=True),
    _Stage(3, 5, 1, expands=True),
    _Stage(4, 5, 2, expands=True),
    _Stage(1, 3, 1, expands=True),
)


def layers(state: StateDict, variant: Variant) -> list[Layer]:
    """Lists the layers of the network in order of execution.

    Raises:
        WeightsError: If `state` is not of this variant.
    """
    try:
        return _layers(state, variant)
    except KeyError as error:
        raise WeightsError(f"the weights are not of EfficientNet-{variant.name}: no {error}") from error


def _layers(state: StateDict, variant: Variant) -> list[Layer]:
    found: list[Layer] = [_convolution(state, "stem", INPUT, "_conv_stem", "_bn0", stride=2)]
    index = 0
    for stage in _STAGES:
        deepened = stage is not _STAGES[0] and stage is not _STAGES[-1]
        for repeat in range(math.ceil(stage.blocks * variant.depth) if deepened else stage.blocks):
            stride = stage.stride if repeat == 0 else 1
            found += _block(state, index, found[-1].name, stage, stride)
            index += 1
    if any(name.startswith(f"_blocks.{index}.") for name in state):
        raise WeightsError(f"the weights have more blocks than EfficientNet-{variant.name}")
    found.append(_convolution(state, "head", found[-1].name, "_conv_head", "_bn1"))
    found.append(GlobalAveragePool(FEATURE, found[-1].name))
    weights, bias = (state[f"_fc.{part}"].astype(np.float64) for part in ("weight", "bias"))
    found.append(FullyConnected("logits", FEATURE, weights, bias))
    found.append(Softmax(PROBABILITY, "logits"))
    return found


def _block(state: StateDict, index: int, source: str, stage: _Stage, stride: int) -> list[Layer]:
    """Inverted residual: widen (1x1), filter each channel, narrow (1x1), add the input where it fits."""
    name, key = f"block{index}", f"_blocks.{index}."
    found: list[Layer] = []
    x = source
    if stage.expands:
        found.append(_convolution(state, f"{name}/expand", x, f"{key}_expand_conv", f"{key}_bn0"))
        x = found[-1].name
    depthwise = _convolution(
        state, f"{name}/depthwise", x, f"{key}_depthwise_conv", f"{key}_bn1", stride=stride, depthwise=True
    )
    if depthwise.weights.shape[1] != stage.kernel:
        raise WeightsError(f"{name} filters with a kernel of another size than the architecture has")
    project = _convolution(
        state, f"{name}/project", depthwise.name, f"{key}_project_conv", f"{key}_bn2", relu6=False
    )
    found += [depthwise, project]
    first = found[0]
    channels_in = first.weights.shape[3] if isinstance(first, Convolution) else 0  # I of OHWI, O of 1HWO
    if stride == 1 and channels_in == project.weights.shape[0]:
        found.append(Add(f"{name}/add", project.name, source))
    return found


def _convolution(
    state: StateDict,
    name: str,
    source: str,
    convolution: str,
    batch_norm: str,
    *,
    stride: int = 1,
    relu6: bool = True,
    depthwise: bool = False,
) -> Convolution:
    """Folds y = gamma (conv(x) - mean) / sqrt(variance + epsilon) + beta into one convolution.

    In float64, so that the one rounding is the final one to float16.
    """
    weights = state[f"{convolution}.weight"].astype(np.float64)
    gamma, beta, mean, variance = (
        state[f"{batch_norm}.{part}"].astype(np.float64)
        for part in ("weight", "bias", "running_mean", "running_var")
    )
    scale = gamma / np.sqrt(variance + BATCH_NORM_EPSILON)
    weights = weights * scale[:, None, None, None]
    order = (1, 2, 3, 0) if depthwise else (0, 2, 3, 1)  # from OIHW; a depthwise kernel has I = 1
    return Convolution(name, source, weights.transpose(order), beta - mean * scale, stride, relu6, depthwise)
