from __future__ import annotations

import pytest

from photoclust.core.kinds import Kind, parse_kinds


def test_a_line_is_a_kind() -> None:
    assert parse_kinds(["dogs\tdog, puppy\t3-5 9\n", "furniture\t\t7\n"]) == [
        Kind("dogs", ("dog", "puppy"), (3, 4, 5, 9)),
        Kind("furniture", (), (7,)),
    ]


@pytest.mark.parametrize("line", ["dogs", "dogs\tdog", "dogs\tdog\tmany"])
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        parse_kinds([line])
