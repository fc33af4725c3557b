"""The converter: weights are read without running anything, and the written network computes the same."""

from __future__ import annotations

import io
import os
import pickle
import struct
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lite_converter import network, tflite, weights
from lite_converter.schemas import TFLITE


class Global:
    """Pickles as a reference to a class of a module that is not installed."""

    def __init__(self, module: str, name: str) -> None:
        self.name = f"{module}\n{name}\n".encode()


class StatePickler(pickle._Pickler):  # the one in Python can be extended; torch is not needed
    """Writes tensors and storages as torch.save did."""

    def persistent_id(self, obj: Any) -> Any:
        return obj.id if isinstance(obj, Storage) else None

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        if isinstance(obj, Global):
            self.write(pickle.GLOBAL + obj.name)
        elif isinstance(obj, Tensor):
            self.save(Global("torch._utils", "_rebuild_tensor_v2"))
            self.save((obj.storage, obj.offset, obj.shape, obj.stride, False, OrderedDict()))
            self.write(pickle.REDUCE)
        else:
            super().save(obj, save_persistent_id)


class Storage:
    def __init__(self, key: str, values: np.ndarray[Any, Any], kind: str = "FloatStorage") -> None:
        self.values = values
        self.key = key
        self.id = ("storage", Global("torch", kind), key, "cpu", values.size, None)


class Tensor:
    def __init__(
        self, storage: Storage, shape: tuple[int, ...], stride: tuple[int, ...], offset: int = 0
    ) -> None:
        self.storage, self.shape, self.stride, self.offset = storage, shape, stride, offset


def save(path: Path, state: Any, storages: list[Storage]) -> Path:
    """Writes a file as PyTorch before 1.6 did."""
    file = io.BytesIO()
    for header in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
        pickle.dump(header, file, protocol=2)
    StatePickler(file, protocol=2).dump(state)
    pickle.dump([storage.key for storage in storages], file, protocol=2)
    for storage in storages:
        file.write(struct.pack("<q", storage.values.size) + storage.values.tobytes())
    path.write_bytes(file.getvalue())
    return path


def test_tensors_come_back_with_their_strides(tmp_path: Path) -> None:
    values = np.arange(24, dtype=np.float32)
    floats = Storage("1", values)
    counts = Storage("2", np.array([7], np.int64), "LongStorage")
    state = OrderedDict(
        transposed=Tensor(floats, (4, 3), (1, 4), offset=12), whole=Tensor(floats, (2, 3, 4), (12, 4, 1))
    )
    state["scalar"] = Tensor(counts, (), ())
    found = weights.read(save(tmp_path / "state.pth", state, [floats, counts]))
    np.testing.assert_array_equal(found["transposed"], values[12:].reshape(3, 4).T)
    np.testing.assert_array_equal(found["whole"], values.reshape(2, 3, 4))
    assert found["scalar"] == 7
    assert found["transposed"].flags.c_contiguous


class Hostile:
    def __reduce__(self) -> Any:
        return os.mkdir, ("was-here",)


@pytest.mark.parametrize("place", range(5))
def test_no_pickle_in_the_file_may_call_anything(
    place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    parts: list[object] = [0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, OrderedDict(), []]
    parts[place] = Hostile()
    path = tmp_path / "state.pth"
    path.write_bytes(b"".join(pickle.dumps(part, protocol=2) for part in parts))
    with pytest.raises(weights.WeightsError, match="which no state dict needs"):
        weights.read(path)
    assert not (tmp_path / "was-here").exists()


@pytest.mark.parametrize(
    "tensor",
    [
        {"shape": (5,), "stride": (1,)},
        {"shape": (2, 2), "stride": (4, 1)},
        {"shape": (2,), "stride": (1,), "offset": 3},
        {"shape": (2,), "stride": (-1,), "offset": 2},
        {"shape": (2,), "stride": (1,), "offset": -1},
        {"shape": (-3,), "stride": (1,)},
        {"shape": (2, 2), "stride": (1,)},
    ],
)
def test_a_tensor_never_reaches_beyond_its_storage(tensor: dict[str, Any], tmp_path: Path) -> None:
    storage = Storage("1", np.zeros(4, np.float32))
    path = save(tmp_path / "state.pth", OrderedDict(w=Tensor(storage, **tensor)), [storage])
    with pytest.raises(weights.WeightsError):
        weights.read(path)


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    storage = Storage("1", np.ones(4, np.float32))
    path = save(tmp_path / "state.pth", OrderedDict(w=Tensor(storage, (2,), (1,))), [storage])
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(weights.WeightsError):
            weights.read(path)


def random_state(variant: network.Variant, width: int = 8) -> weights.StateDict:
    """Weights of a narrow network with the real architecture."""
    random = np.random.default_rng(3)
    state: weights.StateDict = {}

    def add(convolution: str, norm: str, shape: tuple[int, ...]) -> None:
        fan_in = int(np.prod(shape[1:]))
        state[f"{convolution}.weight"] = random.normal(0, fan_in**-0.5, shape).astype(np.float32)
        for part, low, high in (("weight", 0.5, 2), ("bias", -1, 1), ("running_mean", -1, 1)):
            state[f"{norm}.{part}"] = random.uniform(low, high, shape[0]).astype(np.float32)
        state[f"{norm}.running_var"] = random.uniform(0.5, 2, shape[0]).astype(np.float32)

    add("_conv_stem", "_bn0", (width, 3, 3, 3))
    repeats = {"Lite0": (1, 2, 2, 3, 3, 4, 1), "Lite2": (1, 3, 3, 4, 4, 5, 1)}[variant.name]
    index = 0
    for kernel, repeat in zip((3, 3, 5, 3, 5, 5, 3), repeats, strict=True):
        for _ in range(repeat):
            key, wide = f"_blocks.{index}.", width if index == 0 else 2 * width
            if index:
                add(f"{key}_expand_conv", f"{key}_bn0", (wide, width, 1, 1))
            add(f"{key}_depthwise_conv", f"{key}_bn1", (wide, 1, kernel, kernel))
            add(f"{key}_project_conv", f"{key}_bn2", (width, wide, 1, 1))
            index += 1
    add("_conv_head", "_bn1", (16, width, 1, 1))
    state["_fc.weight"] = random.normal(0, 1, (10, 16)).astype(np.float32)
    state["_fc.bias"] = random.normal(0, 1, 10).astype(np.float32)
    return state


def convolve(x: np.ndarray[Any, Any], layer: network.Convolution) -> np.ndarray[Any, Any]:
    """The oracle: a convolution with TensorFlow's SAME padding, x is (height, width, channels)."""
    kernel, stride = layer.weights.shape[1], layer.stride
    side = -(-x.shape[0] // stride)
    missing = max((side - 1) * stride + kernel - x.shape[0], 0)
    before = missing // 2
    x = np.pad(x, ((before, missing - before), (before, missing - before), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), (0, 1))[::stride, ::stride]
    form = "ijchw,hwc->ijc" if layer.depthwise else "ijchw,ohwc->ijo"
    values = layer.weights.astype(np.float16).astype(np.float64)
    bias = layer.bias.astype(np.float16).astype(np.float64)
    y = np.einsum(form, windows, values[0] if layer.depthwise else values, optimize=True) + bias
    return np.clip(y, 0, 6) if layer.relu6 else y


def run(layers: list[network.Layer], image: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    found = {network.INPUT: image}
    for layer in layers:
        match layer:
            case network.Convolution():
                found[layer.name] = convolve(found[layer.source], layer)
            case network.Add(name, source, shortcut):
                found[name] = found[source] + found[shortcut]
            case network.GlobalAveragePool(name, source):
                found[name] = found[source].mean((0, 1))
            case network.FullyConnected(name, source, matrix, bias):
                found[name] = matrix.astype(np.float16) @ found[source] + bias.astype(np.float16)
            case network.Softmax(name, source):
                raised = np.exp(found[source] - found[source].max())
                found[name] = raised / raised.sum()
    return found


SMALL = network.Variant("Lite0", depth=1.0, side=50)


def test_the_written_network_computes_what_its_layers_say() -> None:
    """MediaPipe runs the file; numpy runs the layers, slowly and in float64."""
    from lite_converter import metadata
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions, vision

    layers = network.layers(random_state(SMALL), SMALL)
    model = tflite.serialize(
        layers, side=50, outputs=network.OUTPUTS, description="test", metadata=metadata.serialize("Lite0")
    )
    pixels = np.random.default_rng(5).integers(0, 256, (50, 50, 3), np.uint8)
    options = vision.ImageEmbedderOptions(base_options=BaseOptions(model_asset_buffer=model))
    with vision.ImageEmbedder.create_from_options(options) as embedder:
        heads = embedder.embed(Image(image_format=ImageFormat.SRGB, data=pixels)).embeddings
    expected = run(layers, (pixels.astype(np.float64) - 127) / 128)
    assert expected["feature"].std() > 0.1
    np.testing.assert_allclose(heads[0].embedding, expected["feature"], atol=2e-4)
    np.testing.assert_allclose(heads[1].embedding, expected["probability"], atol=2e-4)


def test_batch_normalisation_is_folded_in() -> None:
    state = random_state(SMALL)
    state["_bn0.running_var"] = np.linspace(1e-3, 4e-3, 8, dtype=np.float32)  # where epsilon matters
    state["_bn0.weight"] *= 0.05  # keeps the outputs below 6
    stem = network.layers(state, SMALL)[0]
    assert isinstance(stem, network.Convolution)
    image = np.random.default_rng(1).normal(size=(9, 9, 3))
    plain = network.Convolution(
        "", "", state["_conv_stem.weight"].transpose(0, 2, 3, 1), np.zeros(8), 2, relu6=False, depthwise=False
    )
    gamma, beta, mean, variance = (
        state[f"_bn0.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
    )
    normalised = gamma * (convolve(image, plain) - mean) / np.sqrt(variance + 1e-3) + beta
    np.testing.assert_allclose(convolve(image, stem), np.clip(normalised, 0, 6), atol=2e-2)  # float16


@pytest.mark.parametrize("variant", [network.LITE0, network.LITE2], ids=lambda variant: variant.name)
def test_the_depth_is_that_of_the_variant(variant: network.Variant) -> None:
    layers = network.layers(random_state(variant), variant)
    depthwise = [layer for layer in layers if isinstance(layer, network.Convolution) and layer.depthwise]
    assert len(depthwise) == {"Lite0": 16, "Lite2": 21}[variant.name]
    assert [layer.stride for layer in depthwise].count(2) == 4


@pytest.mark.parametrize(
    ("of", "taken_for"), [(network.LITE0, network.LITE2), (network.LITE2, network.LITE0)]
)
def test_weights_of_another_variant_are_refused(of: network.Variant, taken_for: network.Variant) -> None:
    with pytest.raises(weights.WeightsError):
        network.layers(random_state(of), taken_for)


def test_a_block_too_many_is_refused() -> None:
    state = random_state(network.LITE0)
    state["_blocks.16._expand_conv.weight"] = state["_blocks.15._expand_conv.weight"]
    with pytest.raises(weights.WeightsError, match="more blocks than EfficientNet-Lite0"):
        network.layers(state, network.LITE0)


def test_the_same_weights_give_the_same_bytes() -> None:
    def write() -> bytes:
        layers = network.layers(random_state(SMALL), SMALL)
        return tflite.serialize(layers, side=50, outputs=network.OUTPUTS, description="", metadata=b"")

    assert write() == write()


def test_weights_lie_on_sixteen_byte_boundaries() -> None:
    """The schema asks for it, XNNPACK reads them in place, and the generated writer forgets it."""
    layers = network.layers(random_state(SMALL), SMALL)
    content = tflite.serialize(layers, side=50, outputs=network.OUTPUTS, description="", metadata=b"M")
    model = TFLITE.Model.GetRootAs(content)
    filled = [model.Buffers(index) for index in range(model.BuffersLength())]
    starts = [buffer._tab.Vector(buffer._tab.Offset(4)) for buffer in filled if buffer.DataLength()]
    assert len(starts) > 100
    assert all(start % 16 == 0 for start in starts)
