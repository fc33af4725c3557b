"""Another program that has something on the clipboard."""

from __future__ import annotations

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from Xlib import X, Xatom, display
from Xlib.protocol import event

LARGEST = 200_000  # bytes that fit into one request; more would have to go in pieces


@contextmanager
def offered(name: str, kind: str, content: bytes) -> Iterator[None]:
    """Offers `content` of MIME type `kind` on the clipboard of a display while the block runs."""
    assert len(content) <= LARGEST, "too large for one piece"
    connection = display.Display(name)
    owner = connection.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    owner.set_selection_owner(connection.get_atom("CLIPBOARD"), X.CurrentTime)
    connection.sync()
    done = threading.Event()
    server = threading.Thread(target=_serve, args=(connection, kind, content, done), name="clipboard")
    server.start()
    try:
        yield
    finally:
        done.set()
        server.join()
        connection.close()


def _serve(connection: Any, kind: str, content: bytes, done: threading.Event) -> None:
    while not done.is_set():
        if not connection.pending_events():
            select.select([connection.fileno()], [], [], 0.1)
            continue
        request = connection.next_event()
        if request.type == X.SelectionRequest:
            _answer(connection, request, kind, content)


def _answer(connection: Any, request: Any, kind: str, content: bytes) -> None:
    targets, wanted = connection.get_atom("TARGETS"), connection.get_atom(kind)
    place = request.property or request.target
    if request.target == targets:
        request.requestor.change_property(place, Xatom.ATOM, 32, [targets, wanted])
    elif request.target == wanted:
        request.requestor.change_property(place, wanted, 8, content)
    else:
        place = X.NONE
    notice = event.SelectionNotify(
        time=request.time,
        requestor=request.requestor,
        selection=request.selection,
        target=request.target,
        property=place,
    )
    request.requestor.send_event(notice)
    connection.flush()
