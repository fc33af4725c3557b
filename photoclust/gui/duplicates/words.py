"""What is said of duplicates: tiers, reasons, rules, and what a photo of a group is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from photoclust.core.duplicates import KeeperReason, KeeperRule, Tier
from photoclust.core.reasons import KEEPER_RULES, SIZES, keeper_template
from photoclust.gui import wording
from photoclust.gui.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "duplicates"

_NAMES: Final = {
    Tier.FILE: QT_TRANSLATE_NOOP("duplicates", "Same file"),
    Tier.PICTURE: QT_TRANSLATE_NOOP("duplicates", "Same picture"),
    Tier.SIMILAR: QT_TRANSLATE_NOOP("duplicates", "Similar shots"),
}
_MEANINGS: Final = {
    Tier.FILE: QT_TRANSLATE_NOOP("duplicates", "the same bytes, more than once"),
    Tier.PICTURE: QT_TRANSLATE_NOOP("duplicates", "one shot, edited or saved anew"),
    Tier.SIMILAR: QT_TRANSLATE_NOOP(
        "duplicates", "other shots of the same thing: compare before you remove any"
    ),
}
_NONE: Final = {
    Tier.FILE: QT_TRANSLATE_NOOP("duplicates", "No file is there more than once."),
    Tier.PICTURE: QT_TRANSLATE_NOOP("duplicates", "No picture is there in several versions."),
    Tier.SIMILAR: QT_TRANSLATE_NOOP("duplicates", "No two photos are shots of the same thing."),
}
_KINDS: Final = {
    Tier.FILE: QT_TRANSLATE_NOOP("duplicates", "Same file"),
    Tier.PICTURE: QT_TRANSLATE_NOOP("duplicates", "Same picture {score}"),
    Tier.SIMILAR: QT_TRANSLATE_NOOP("duplicates", "Similar {score}"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def tier_name(tier: Tier, count: int | None) -> str:
    """As "Same file 12"; without the number while it is not known."""
    return _tr(_NAMES[tier]) if count is None else f"{_tr(_NAMES[tier])} {wording.number(count)}"


def meaning(tier: Tier) -> str:
    """What the photos of a tier are to each other, as the end of a line."""
    return _tr(_MEANINGS[tier])


def none_of(tier: Tier) -> str:
    """There are no groups of a tier, in one sentence."""
    return _tr(_NONE[tier])


def kind(tier: Tier, score: float) -> str:
    """What a photo is to the one that is kept: "Same picture 98 %"; 100 % only where nothing is missing."""
    return _tr(_KINDS[tier]).format(score=wording.percent(score))


def why(reason: KeeperReason | None) -> str:
    """Why a photo is to be kept."""
    if reason is None:
        return _tr("You chose this one")
    values = {
        name: wording.size(value) if name in SIZES and isinstance(value, int) else _written(value)
        for name, value in reason.values.items()
    }
    return QCoreApplication.translate("reasons", keeper_template(reason)).format(**values)


def _written(value: object) -> object:
    return wording.printable(value) if isinstance(value, str) else value


def rule(of: KeeperRule) -> str:
    """What a rule prefers."""
    return QCoreApplication.translate("reasons", KEEPER_RULES[of])
