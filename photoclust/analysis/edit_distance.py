"""How far words are from each other in letters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclust.analysis.arrays import Ints


def edit_distances(word: str, others: Sequence[str]) -> Ints:
    """Letters to be added, dropped, replaced or swapped with the next to make one word of another.

    Optimal string alignment (Damerau 1964, "A technique for computer detection and correction of spelling
    errors"; the recurrence of Wagner, Fischer 1974), for all others at once.

    Args:
        word: Any text.
        others: Any number of them.

    Returns:
        int64 (others,).
    """
    lengths = np.array([len(other) for other in others], np.int64)
    letters = np.full((len(others), int(lengths.max(initial=0))), -1, np.int64)
    for line, other in enumerate(others):
        letters[line, : len(other)] = [ord(letter) for letter in other]
    width = letters.shape[1]
    steps = np.arange(width + 1)
    before = np.zeros((len(others), width + 1), np.int64)
    row: Ints = np.tile(steps, (len(others), 1))
    for place, letter in enumerate(map(ord, word), 1):
        earlier, before = before, row
        changed = np.minimum(before[:, :-1] + (letters != letter), before[:, 1:] + 1)
        if place > 1:
            swapped = (letters[:, 1:] == ord(word[place - 2])) & (letters[:, :-1] == letter)
            changed[:, 1:] = np.where(
                swapped, np.minimum(changed[:, 1:], earlier[:, :-2] + 1), changed[:, 1:]
            )
        row = np.concatenate([np.full((len(others), 1), place), changed], axis=1)
        # A letter added after another: the least of all that stand to the left, by their distance.
        row = np.minimum.accumulate(row - steps, axis=1) + steps
    distances: Ints = row[np.arange(len(others)), lengths]
    return distances
