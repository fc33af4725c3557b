"""The reader of a model's input size, on files that are fine and on files that are not."""

from __future__ import annotations

from pathlib import Path

import flatbuffers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclust.config.paths import AppPaths
from photoclust.embedding.tflite_header import IDENTIFIER, TfliteHeaderError, input_edge

BUNDLED = AppPaths.default().models[-1]


def table(builder: flatbuffers.Builder, **fields: int) -> int:
    """A table with offsets in the slots slot0, slot1, ..."""
    builder.StartObject(8)
    for name, offset in fields.items():
        builder.PrependUOffsetTRelativeSlot(int(name.removeprefix("slot")), offset, 0)
    return int(builder.EndObject())


def integers(builder: flatbuffers.Builder, values: list[int]) -> int:
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependInt32(value)
    return int(builder.EndVector())


def offsets(builder: flatbuffers.Builder, values: list[int]) -> int:
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependUOffsetTRelative(value)
    return int(builder.EndVector())


def model(shapes: list[list[int]], inputs: list[int]) -> bytes:
    """A TFLite file with some tensors and no network."""
    builder = flatbuffers.Builder(256)
    tensors = offsets(
        builder, [table(builder, slot0=shape) for shape in [integers(builder, shape) for shape in shapes]]
    )
    subgraph = table(builder, slot0=tensors, slot1=integers(builder, inputs))
    graphs = offsets(builder, [subgraph])
    builder.Finish(table(builder, slot2=graphs), file_identifier=IDENTIFIER)
    return bytes(builder.Output())


@pytest.fixture(scope="module")
def lite0() -> bytes:
    return (BUNDLED / "efficientnet_lite0.tflite").read_bytes()


@pytest.mark.parametrize(("name", "edge"), [("efficientnet_lite0", 224), ("efficientnet_lite2", 260)])
def test_the_shipped_models(name: str, edge: int) -> None:
    assert input_edge((BUNDLED / f"{name}.tflite").read_bytes()) == edge


@pytest.mark.shared
def test_mediapipes_own_model(shared_data: Path) -> None:
    assert input_edge((shared_data / "models" / "mobilenet_v3_small.tflite").read_bytes()) == 224


@given(edge=st.integers(16, 4096), before=st.lists(st.lists(st.integers(1, 99), max_size=5), max_size=3))
def test_the_first_input_is_asked_wherever_its_tensor_stands(edge: int, before: list[list[int]]) -> None:
    content = model([*before, [1, edge, edge, 3]], [len(before)])
    assert input_edge(content) == edge


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ([1, 224, 224, 1], "1x224x224x1"),
        ([1, 224, 192, 3], "1x224x192x3"),
        ([224, 224, 3], "224x224x3"),
        ([], "not one square RGB picture"),
        ([1, 8, 8, 3], "8 pixels a side"),
        ([1, 5000, 5000, 3], "5000 pixels a side"),
        ([1, -1, -1, 3], "-1 pixels a side"),
    ],
)
def test_another_input_is_described(shape: list[int], says: str) -> None:
    with pytest.raises(TfliteHeaderError, match=says):
        input_edge(model([shape], [0]))


def test_a_model_without_inputs() -> None:
    with pytest.raises(TfliteHeaderError):
        input_edge(model([[1, 224, 224, 3]], []))


def test_an_input_that_points_nowhere() -> None:
    for place in (1, 2**31 - 1, -(2**31)):
        with pytest.raises(TfliteHeaderError):
            input_edge(model([[1, 224, 224, 3]], [place]))


@given(content=st.binary(max_size=200), claims=st.booleans())
def test_any_bytes_are_an_edge_or_a_refusal(content: bytes, claims: bool) -> None:
    check(content[:4] + IDENTIFIER + content[4:] if claims else content)


@settings(max_examples=300)
@given(data=st.data())
def test_a_damaged_model_is_an_edge_or_a_refusal(data: st.DataObject) -> None:
    content = bytearray(model([[1, 224, 224, 3]], [0]))
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(content) - 4))
        content[where : where + 4] = data.draw(st.binary(min_size=4, max_size=4))
    check(bytes(content[: data.draw(st.integers(8, len(content)))]))


def test_every_way_to_cut_a_model_off(lite0: bytes) -> None:
    for length in range(0, 400):
        check(lite0[:length])


def check(content: bytes) -> None:
    try:
        edge = input_edge(content)
    except TfliteHeaderError:
        return
    assert 16 <= edge <= 4096
