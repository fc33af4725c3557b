"""Writes a list of layers as a TFLite FlatBuffer with float16 weights.

Each weight is stored as float16 and followed by a DEQUANTIZE; XNNPACK unpacks them once, when the model is
loaded, so the file is half as large and the arithmetic is float32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import flatbuffers
import numpy as np
import numpy.typing as npt

from lite_converter.network import INPUT, Add, Convolution, FullyConnected, GlobalAveragePool, Layer, Softmax
from lite_converter.schemas import TFLITE

_SCHEMA_VERSION = 3
_IDENTIFIER = b"TFL3"
_BUFFER_ALIGNMENT = 16  # schema.fbs asks for it with force_align; XNNPACK reads the weights in place
_FIRST_SIZE = 32 << 20  # room for the larger model, so that the builder need not grow


def serialize(
    layers: Sequence[Layer], *, side: int, outputs: Sequence[str], description: str, metadata: bytes
) -> bytes:
    """Writes a network.

    Args:
        layers: In order of execution, the first one reading `network.INPUT`.
        side: Height and width of the input in pixels.
        outputs: Names of the layers that are outputs of the model.
        description: Goes into the file.
        metadata: FlatBuffer that says what the tensors mean.

    Returns:
        The file's bytes; the same for the same arguments.
    """
    graph = Graph()
    graph.add_activation(INPUT, (1, side, side, 3))
    for layer in layers:
        _add_layer(graph, layer)
    return graph.finish([INPUT], outputs, description, metadata)


def _add_layer(graph: Graph, layer: Layer) -> None:
    match layer:
        case Convolution():
            _add_convolution(graph, layer)
        case Add(name, source, shortcut):
            graph.add_activation(name, graph.shapes[source])
            graph.add_operator("ADD", [source, shortcut], name, "AddOptions")
        case GlobalAveragePool(name, source):
            axes = graph.add_constant(f"{name}/axes", np.array([1, 2], np.int32), TFLITE.TensorType.INT32)
            graph.add_activation(name, (1, graph.shapes[source][3]))
            graph.add_operator("MEAN", [source, axes], name, "ReducerOptions", {"keepDims": False})
        case FullyConnected(name, source, weights, bias):
            inputs = [source, graph.add_weights(f"{name}/w", weights), graph.add_weights(f"{name}/b", bias)]
            graph.add_activation(name, (1, weights.shape[0]))
            graph.add_operator("FULLY_CONNECTED", inputs, name, "FullyConnectedOptions")
        case Softmax(name, source):
            graph.add_activation(name, graph.shapes[source])
            graph.add_operator("SOFTMAX", [source], name, "SoftmaxOptions", {"beta": 1.0})


def _add_convolution(graph: Graph, layer: Convolution) -> None:
    name = layer.name
    inputs = [
        layer.source,
        graph.add_weights(f"{name}/w", layer.weights),
        graph.add_weights(f"{name}/b", layer.bias),
    ]
    side = -(-graph.shapes[layer.source][1] // layer.stride)  # SAME padding: rounded up
    graph.add_activation(name, (1, side, side, len(layer.bias)))
    relu6 = TFLITE.ActivationFunctionType.RELU6 if layer.relu6 else TFLITE.ActivationFunctionType.NONE
    options: dict[str, object] = {
        "padding": TFLITE.Padding.SAME,
        "strideW": layer.stride,
        "strideH": layer.stride,
        "fusedActivationFunction": relu6,
    }
    if layer.depthwise:
        options["depthMultiplier"] = 1
        graph.add_operator("DEPTHWISE_CONV_2D", inputs, name, "DepthwiseConv2DOptions", options)
    else:
        graph.add_operator("CONV_2D", inputs, name, "Conv2DOptions", options)


class Graph:
    """Tensors, operators and buffers of a model in the making; tensors are known by their names.

    Attributes:
        shapes: Name of a tensor -> its shape.
    """

    def __init__(self) -> None:
        self.shapes: dict[str, tuple[int, ...]] = {}
        self._indices: dict[str, int] = {}
        self._tensors: list[Any] = []
        self._operators: list[Any] = []
        self._codes: list[tuple[int, int]] = []
        self._buffers = [_Buffer()]  # by convention buffer 0 is empty: "no data"

    def add_activation(self, name: str, shape: tuple[int, ...]) -> None:
        """Adds a float32 tensor that holds a layer's output."""
        self.add_tensor(name, shape, TFLITE.TensorType.FLOAT32)

    def add_constant(self, name: str, values: npt.NDArray[Any], tensor_type: int) -> str:
        tensor = self.add_tensor(name, values.shape, tensor_type)
        tensor.buffer = self._add_buffer(np.ascontiguousarray(values).tobytes())
        return name

    def add_weights(self, name: str, values: npt.NDArray[np.float64]) -> str:
        """Adds weights as float16 and the operator that unpacks them into a tensor called `name`."""
        stored = self.add_constant(f"{name}/f16", values.astype(np.float16), TFLITE.TensorType.FLOAT16)
        self.add_activation(name, values.shape)
        self.add_operator("DEQUANTIZE", [stored], name, "DequantizeOptions", version=3)
        return name

    def add_operator(
        self,
        code: str,
        inputs: Sequence[str],
        output: str,
        options: str,
        values: Mapping[str, object] | None = None,
        *,
        version: int = 1,
    ) -> None:
        """Adds an operator; `code`, `options` and the keys of `values` are the schema's own names."""
        key = (getattr(TFLITE.BuiltinOperator, code), version)
        if key not in self._codes:
            self._codes.append(key)
        operator = TFLITE.OperatorT()
        operator.opcodeIndex = self._codes.index(key)
        operator.inputs = self._indices_of(inputs)
        operator.outputs = self._indices_of([output])
        operator.builtinOptionsType = getattr(TFLITE.BuiltinOptions, options)
        operator.builtinOptions = getattr(TFLITE, f"{options}T")()
        for name, value in (values or {}).items():
            setattr(operator.builtinOptions, name, value)
        self._operators.append(operator)

    def finish(
        self, inputs: Sequence[str], outputs: Sequence[str], description: str, metadata: bytes
    ) -> bytes:
        graph = TFLITE.SubGraphT()
        graph.name, graph.tensors, graph.operators = "main", self._tensors, self._operators
        graph.inputs, graph.outputs = self._indices_of(inputs), self._indices_of(outputs)
        attached = TFLITE.MetadataT()
        attached.name, attached.buffer = "TFLITE_METADATA", self._add_buffer(metadata)
        model = TFLITE.ModelT()
        model.version, model.description = _SCHEMA_VERSION, description
        model.operatorCodes = [_operator_code(code, version) for code, version in self._codes]
        model.subgraphs, model.metadata, model.buffers = [graph], [attached], self._buffers
        builder = flatbuffers.Builder(_FIRST_SIZE)
        builder.Finish(model.Pack(builder), _IDENTIFIER)
        return bytes(builder.Output())

    def _indices_of(self, names: Sequence[str]) -> npt.NDArray[np.int32]:
        return np.array([self._indices[name] for name in names], np.int32)

    def add_tensor(self, name: str, shape: tuple[int, ...], tensor_type: int) -> Any:
        """Adds a tensor of one of the schema's types; it has no data yet."""
        tensor = TFLITE.TensorT()
        tensor.name, tensor.shape, tensor.type = name, np.array(shape, np.int32), tensor_type
        self.shapes[name] = shape
        self._indices[name] = len(self._tensors)
        self._tensors.append(tensor)
        return tensor

    def _add_buffer(self, data: bytes) -> int:
        self._buffers.append(_Buffer(data))
        return len(self._buffers) - 1


class _Buffer:
    """Stands in for the generated BufferT, whose Pack copies byte by byte and forgets the alignment."""

    def __init__(self, data: bytes | None = None) -> None:
        self._data = data

    def Pack(self, builder: flatbuffers.Builder) -> int:  # noqa: N802 - the generated code calls it
        start = None if self._data is None else _aligned_vector(builder, self._data)
        TFLITE.BufferStart(builder)
        if start is not None:
            TFLITE.BufferAddData(builder, start)
        return int(TFLITE.BufferEnd(builder))


def _aligned_vector(builder: flatbuffers.Builder, data: bytes) -> int:
    """Does what `Builder.CreateByteVector` does, on a 16-byte boundary."""
    builder.StartVector(1, len(data), _BUFFER_ALIGNMENT)
    builder.head = builder.head - len(data)
    builder.Bytes[builder.head : builder.head + len(data)] = data
    builder.vectorNumElems = len(data)
    return int(builder.EndVector())


def _operator_code(code: int, version: int) -> Any:
    found = TFLITE.OperatorCodeT()
    found.builtinCode, found.version = code, version
    found.deprecatedBuiltinCode = min(code, 127)  # what readers from before 2020 look at
    return found
