"""A comparison over photos of the sample library."""

from __future__ import annotations

import pytest


@pytest.fixture
def listed(session, qtbot):
    """The ids of all sample photos; their names are known to the session."""
    from photoclust.library import browse

    found = []
    session.ask(lambda library, _token: browse.photo_ids(library), found.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


@pytest.fixture
def named(session, listed):
    """The id of a sample photo by its name."""
    paths = session.paths_of(listed)
    return lambda name: next(
        photo_id for photo_id, path in zip(listed, paths, strict=True) if path.endswith(f"{name}.jpg")
    )


@pytest.fixture
def view(session, look, qtbot):
    """A comparison that shows nothing yet."""
    from photoclust.gui.compare.compare_view import CompareView

    shown = CompareView(look, session)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    yield shown
    shown.hide()


@pytest.fixture
def at_rest(view, session, qtbot):
    """Waits until everything that is looked at is sharp and measured."""

    def wait():
        qtbot.wait(120)  # for the eye to settle
        qtbot.waitUntil(
            lambda: (
                not view._looking._settled.isActive()
                and not view._comparison.supply.busy
                and not session.background.busy()
            ),
            timeout=20_000,
        )

    return wait


@pytest.fixture
def pair(view, named, at_rest):
    """A castle and the same castle in half the size, compared; the larger one is suggested to be kept."""
    ids = [named("neuschwanstein"), named("neuschwanstein-small")]
    view.show_photos(ids, ids[0], group="pair")
    at_rest()
    return ids
