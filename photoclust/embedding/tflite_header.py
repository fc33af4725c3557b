"""Reads the input size of a TFLite model file, and nothing else, without running it.

MediaPipe does not tell it, and PhotoClust has to resize pictures to exactly that size itself.
"""

from __future__ import annotations

import struct

import flatbuffers
import flatbuffers.number_types
import flatbuffers.table

IDENTIFIER = b"TFL3"
MINIMUM_EDGE, MAXIMUM_EDGE = 16, 4096

# Positions in the tables of tensorflow/lite/schema/schema.fbs: 4 + 2 * the field's number.
_MODEL_SUBGRAPHS = 8
_SUBGRAPH_TENSORS = 4
_SUBGRAPH_INPUTS = 6
_TENSOR_SHAPE = 4


class TfliteHeaderError(ValueError):
    """The bytes are no TFLite model with one square RGB picture as input."""


def input_edge(content: bytes) -> int:
    """The edge of the model's square input picture, in pixels.

    Args:
        content: The whole file.

    Raises:
        TfliteHeaderError: If it is no TFLite model, or its input is no square RGB picture.
    """
    if content[4:8] != IDENTIFIER:
        raise TfliteHeaderError("not a TFLite model")
    try:
        shape = _input_shape(bytearray(content))
    except (struct.error, IndexError, TypeError, ValueError, AttributeError) as error:
        raise TfliteHeaderError("damaged TFLite model") from error
    if len(shape) != 4 or shape[1] != shape[2] or shape[3] != 3:
        raise TfliteHeaderError(f"its input is {'x'.join(map(str, shape))}, not one square RGB picture")
    if not MINIMUM_EDGE <= shape[1] <= MAXIMUM_EDGE:
        raise TfliteHeaderError(f"its input has {shape[1]} pixels a side")
    return shape[1]


def _input_shape(content: bytearray) -> list[int]:
    root = struct.unpack_from("<I", content)[0]
    model = flatbuffers.table.Table(content, root)
    subgraph = _first_table(model, _MODEL_SUBGRAPHS, 0)
    first_input = _integers(subgraph, _SUBGRAPH_INPUTS)[0]
    return _integers(_first_table(subgraph, _SUBGRAPH_TENSORS, first_input), _TENSOR_SHAPE)


def _first_table(table: flatbuffers.table.Table, field: int, index: int) -> flatbuffers.table.Table:
    start = table.Vector(table.Offset(field)) + 4 * index
    return flatbuffers.table.Table(table.Bytes, table.Indirect(start))


def _integers(table: flatbuffers.table.Table, field: int) -> list[int]:
    offset = table.Offset(field)
    start, length = table.Vector(offset), table.VectorLen(offset)
    return [table.Get(flatbuffers.number_types.Int32Flags, start + 4 * i) for i in range(length)]
