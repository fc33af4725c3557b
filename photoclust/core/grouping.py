"""What grouping is asked for and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from photoclust.core.photo import PhotoId


class Method(StrEnum):
    """How clusters are made."""

    AUTO = "auto"
    AGGLOMERATIVE = "agglomerative"
    KMEANS = "kmeans"
    ELBOW = "elbow"


class Linkage(StrEnum):
    """What the similarity of two clusters is, for the dendrogram."""

    AVERAGE = "average"
    WARD = "ward"
    COMPLETE = "complete"
    SINGLE = "single"


class GroupOrder(StrEnum):
    """What comes first among clusters: the largest, the latest, or look-alikes side by side."""

    SIZE = "size"
    TIME = "time"
    LIKENESS = "likeness"


class MemberOrder(StrEnum):
    """What comes first in a cluster: the most typical photo, or the earliest."""

    LIKENESS = "likeness"
    TIME = "time"


class TimeScale(StrEnum):
    """How near in time photos have to be to belong together, in a person's words."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    SEASON = "season"


class PlaceScale(StrEnum):
    """Likewise in space."""

    SPOT = "spot"
    TOWN = "town"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of look-alikes.

    Attributes:
        name: Short, for people.
        cover: The photo nearest to the cluster's mean.
        photo_ids: All members, the most typical first.
        key: Names it in a clustering under the person's hand, for as long as it can be told to be the same.
        named: The person gave it its name.
        pinned: Clustering anew leaves it alone.
        hidden: The person does not want to see it among the others.
        suggested: Photos that came later and may belong to a pinned cluster; not members, nor anywhere else.
        refused: Photos that the person said do not belong to it.
        place: Where most of it was taken, for people; "" where that is not known.
    """

    name: str
    cover: PhotoId
    photo_ids: tuple[PhotoId, ...]
    key: int = 0
    named: bool = False
    pinned: bool = False
    hidden: bool = False
    suggested: tuple[PhotoId, ...] = ()
    refused: tuple[PhotoId, ...] = ()
    place: str = ""

    def __len__(self) -> int:
        return len(self.photo_ids)


@dataclass(frozen=True, slots=True)
class ElbowPoint:
    """One point of the distortion curve: sum of squared distances to the nearest centroid for k clusters."""

    k: int
    distortion: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a method chose what it chose.

    Attributes:
        code: Key of `core.reasons.REASONS`.
        values: What fills its placeholders.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The outcome of clustering a set of photos.

    Attributes:
        method: The method that was used; for `Method.AUTO` the one it chose is in `chosen`.
        chosen: The method that really ran.
        k: Number of clusters before `min_size` was applied.
        similarity: The mean cosine similarity the dendrogram was cut at; None for K-means.
        clusters: In the order asked for, by default the largest first.
        unclustered: Photos in no cluster.
        elbow: The distortion curve, for `Method.ELBOW`.
        silhouette: Mean silhouette of the partition in [-1, 1]; None where it is not defined.
        came: Photos that were not there yet when it was made.
        reason: Why there are so many clusters, where a method chose.
        draft: Names and silhouette are left for a second answer.
    """

    method: Method
    chosen: Method
    k: int
    similarity: float | None
    clusters: tuple[Cluster, ...]
    unclustered: tuple[PhotoId, ...] = ()
    elbow: tuple[ElbowPoint, ...] | None = None
    silhouette: float | None = None
    came: tuple[PhotoId, ...] = ()
    reason: Reason | None = None
    draft: bool = False
