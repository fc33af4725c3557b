"""Reads a PyTorch state dict without PyTorch, and without running code from the file.

Before 1.6 `torch.save` wrote a row of pickles (magic number, protocol, facts about the machine, the object,
the keys of the storages) and then the raw storages, each behind its length. A pickle may call anything, so
every one of them goes through an unpickler that knows the four names a state dict needs and refuses others.
"""

from __future__ import annotations

import math
import pickle
import struct
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

import numpy as np
import numpy.typing as npt

StateDict = dict[str, npt.NDArray[Any]]

_MAGIC_NUMBER = 0x1950A86A20F9469CFC6C
_PROTOCOL_VERSION = 1001
_STORAGE_TYPES = {"FloatStorage": "<f4", "DoubleStorage": "<f8", "HalfStorage": "<f2", "LongStorage": "<i8"}


class WeightsError(Exception):
    """The file does not hold the weights that were expected."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    """A view into a storage; stands in for the tensor that torch would rebuild. All counts are elements."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


def _rebuild_tensor(
    storage: str, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_autograd: object
) -> _Tensor:
    return _Tensor(storage, offset, shape, stride)


class _Unpickler(pickle.Unpickler):
    """Knows what a state dict is made of and nothing else.

    Attributes:
        storages: Key of a storage -> its dtype and number of elements.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.storages: dict[str, tuple[np.dtype[Any], int]] = {}

    def find_class(self, module: str, name: str, /) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild_tensor
        if module == "torch" and name in _STORAGE_TYPES:
            return name
        raise WeightsError(f"the pickle names {module}.{name}, which no state dict needs")

    def persistent_load(self, pid: Any) -> str:
        kind, type_name, key, _device, elements, _view = pid
        if kind != "storage" or type_name not in _STORAGE_TYPES:
            _refuse(f"unknown kind of storage: {kind} {type_name}")
        self.storages[key] = (np.dtype(_STORAGE_TYPES[type_name]), elements)
        return str(key)


def read(path: Path) -> StateDict:
    """Reads a state dict saved by PyTorch before 1.6.

    Returns:
        Name -> array, C-contiguous, in the dtype of the file.

    Raises:
        WeightsError: If the file is no such state dict, is cut off, or names anything beyond plain tensors.
    """
    with path.open("rb") as file:
        try:
            return _read(file)
        except (pickle.UnpicklingError, EOFError, struct.error, TypeError, ValueError, KeyError) as error:
            raise WeightsError(f"{path.name} is not a PyTorch state dict: {error}") from error


def _read(file: IO[bytes]) -> StateDict:
    if _Unpickler(file).load() != _MAGIC_NUMBER or _Unpickler(file).load() != _PROTOCOL_VERSION:
        _refuse("the magic number or the protocol is another one")
    if not _Unpickler(file).load()["little_endian"]:
        _refuse("the numbers are big-endian")
    unpickler = _Unpickler(file)
    state = unpickler.load()
    storages = {}
    for key in _Unpickler(file).load():
        dtype, elements = unpickler.storages[key]
        (stored,) = struct.unpack("<q", file.read(8))
        data = file.read(elements * dtype.itemsize)
        if stored != elements or len(data) != elements * dtype.itemsize:
            _refuse("a storage is cut off")
        storages[key] = np.frombuffer(data, dtype)
    return {name: _view(storages[tensor.storage], tensor, name) for name, tensor in state.items()}


def _view(flat: npt.NDArray[Any], tensor: _Tensor, name: str) -> npt.NDArray[Any]:
    """Resolves the strides: these weights lie in TensorFlow's axis order under PyTorch's shapes."""
    last = tensor.offset + sum((n - 1) * step for n, step in zip(tensor.shape, tensor.stride, strict=True))
    within = tensor.offset >= 0 and all(step >= 0 for step in tensor.stride) and last < flat.size
    if not within or math.prod(tensor.shape) <= 0:
        _refuse(f"{name} reaches beyond its storage")
    steps = [step * flat.itemsize for step in tensor.stride]
    strided = np.lib.stride_tricks.as_strided(flat[tensor.offset :], tensor.shape, steps, writeable=False)
    return np.ascontiguousarray(strided)


def _refuse(reason: str) -> NoReturn:
    raise WeightsError(reason)
