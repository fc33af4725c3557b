"""What came of grouping, in a line of words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from photoclust.core.grouping import Grouping, Method, Reason
from photoclust.core.reasons import REASONS
from photoclust.gui import wording


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClusterPanel", text)


def describe(grouping: Grouping, *, more_coming: bool) -> str:
    """How many groups there are, and why.

    Args:
        grouping: What came of it.
        more_coming: Photos are being indexed, which will not be in it.
    """
    seen = sum(not cluster.hidden for cluster in grouping.clusters)
    parts = [wording.counted(seen, "group")]
    if grouping.unclustered:
        alone = wording.counted(len(grouping.unclustered), "photo")
        parts.append(_tr("{photos} in none").format(photos=alone))
    if grouping.method is Method.AUTO and grouping.reason is not None:
        parts.append(_why(grouping.reason))
    if grouping.silhouette is not None:
        parts.append(_tr("silhouette {value}").format(value=wording.decimal(grouping.silhouette)))
    if more_coming:
        parts.append(_tr("more photos are coming in"))
    return " · ".join(parts)


def _why(reason: Reason) -> str:
    sentence = QCoreApplication.translate("reasons", REASONS[reason.code]).format(**reason.values)
    return sentence.removesuffix(".")
