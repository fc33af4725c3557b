"""How a clustering was made and what came of it, as JSON that other versions can read.

A field that is unknown here is passed over, one that is missing or makes no sense has its default: a saved
clustering is the person's work, and must not become unreadable because a knob was added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from enum import Enum
from typing import Any, get_origin, get_type_hints

from photoclust.core.grouping import ElbowPoint, Grouping, Method, Reason
from photoclust.core.reasons import REASONS
from photoclust.library.grouping import GroupingRequest

_PHOTOS = frozenset({"clusters", "unclustered", "came"})
"""Fields of a grouping that are stored as groups of photos."""


def request_to_json(request: GroupingRequest) -> str:
    """Everything in a request."""
    return json.dumps({field.name: _plain(getattr(request, field.name)) for field in fields(request)})


def request_from_json(text: str) -> GroupingRequest:
    """Reads `request_to_json`, of this version or another."""
    return GroupingRequest(**_values(GroupingRequest, _object(text)))


def outcome_to_json(grouping: Grouping) -> str:
    """What a grouping says apart from its photos, as far as it is plain values."""
    said = {
        field.name: _plain(getattr(grouping, field.name))
        for field in fields(grouping)
        if field.name not in _PHOTOS
    }
    return json.dumps({name: value for name, value in said.items() if _is_plain(value)})


def outcome_from_json(text: str) -> Grouping:
    """Reads `outcome_to_json`; the grouping has no photos yet."""
    said = _object(text)
    curve, reason = said.pop("elbow", None), said.pop("reason", None)
    values: dict[str, Any] = {
        "method": Method.AUTO,
        "chosen": Method.AGGLOMERATIVE,
        "k": 0,
        "similarity": None,
        "clusters": (),
    }
    values |= _values(Grouping, said)
    if isinstance(reason, dict) and reason.get("code") in REASONS and isinstance(reason.get("values"), dict):
        values["reason"] = Reason(reason["code"], reason["values"])
    if isinstance(curve, list):
        values["elbow"] = tuple(ElbowPoint(**_values(ElbowPoint, point)) for point in curve)
    return Grouping(**values)


def _object(text: str) -> dict[str, Any]:
    read = json.loads(text)
    return read if isinstance(read, dict) else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, ElbowPoint | Reason):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | dict):
        return all(_is_plain(item) for item in (value.values() if isinstance(value, dict) else value))
    return value is None or isinstance(value, bool | int | float | str)


def _values(kind: type, said: Mapping[str, Any]) -> dict[str, Any]:
    """What of some JSON fits the fields of a dataclass."""
    hints = get_type_hints(kind)
    values = {}
    for field in fields(kind):
        if field.name in said:
            value = _fitting(hints[field.name], said[field.name])
            if value is not MISSING:
                values[field.name] = value
    return values


def _fitting(hint: Any, value: Any) -> Any:
    """A value as its field wants it; MISSING where it is nothing for it."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        known = {item.value: item for item in hint}
        return known.get(value, MISSING) if isinstance(value, str | int) else MISSING
    if get_origin(hint) is tuple:
        return tuple(value) if isinstance(value, list) else MISSING
    return value if value is None or isinstance(value, bool | int | float | str) else MISSING
