"""Words for the 1000 ImageNet-1k classes, in the order of the models' `probability` head.

The order is that of the WordNet ids, the words are WordNet 3.0's own; both are read from the data files of
timm. The first word of a line is what a person sees, so where WordNet starts with a rare or misleading one
(an "ear" of corn, an "ice bear") a plainer one is put first.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

PACKAGE = "timm==1.0.31 --hash=sha256:5bd50f7d0fe6d09bf9285ac2523234a1b7e6bf075c0be3e7aed09139fcb617c7"

_IDS = "timm/data/_info/imagenet_synsets.txt"  # one id a line, in the order of the classes
_WORDS = "timm/data/_info/imagenet_synset_to_lemma.txt"  # id, tab, synonyms separated by commas

SHOWN_FIRST = {
    "n01514668": "rooster",
    "n01817953": "African grey parrot",
    "n01847000": "male duck",
    "n02096585": "Boston terrier",
    "n02098413": "Lhasa apso",
    "n02109961": "husky",
    "n02113023": "Pembroke Welsh corgi",
    "n02113186": "Cardigan Welsh corgi",
    "n02134084": "polar bear",
    "n02276258": "admiral butterfly",
    "n02279972": "monarch butterfly",
    "n02328150": "Angora rabbit",
    "n02389026": "sorrel horse",
    "n02395406": "pig",
    "n02497673": "ring-tailed lemur",
    "n02509815": "red panda",
    "n02747177": "trash can",
    "n02814533": "station wagon",
    "n02930766": "taxi",
    "n02977058": "cash machine",
    "n02992529": "mobile phone",
    "n03126707": "construction crane",
    "n03337140": "file cabinet",
    "n03483316": "hair dryer",
    "n03492542": "hard disk",
    "n03594734": "blue jeans",
    "n03595614": "T-shirt",
    "n03673027": "ocean liner",
    "n03680355": "loafer",
    "n03710721": "tank suit",
    "n03793489": "computer mouse",
    "n03825788": "baby bottle nipple",
    "n03832673": "notebook computer",
    "n03854065": "pipe organ",
    "n03929660": "plectrum",
    "n03954731": "carpenter's plane",
    "n03991062": "flowerpot",
    "n04019541": "hockey puck",
    "n04037443": "race car",
    "n04141076": "saxophone",
    "n04152593": "CRT screen",
    "n04243546": "slot machine",
    "n04389033": "army tank",
    "n04399382": "teddy bear",
    "n04515003": "upright piano",
    "n04554684": "washing machine",
    "n04592741": "airplane wing",
    "n06359193": "website",
    "n09193705": "mountain",
    "n12620546": "rose hip",
    "n13133613": "ear of corn",
    "n15075141": "toilet paper",
}
"""WordNet id -> the word to start with; one of its synonyms, or a clearer form of one."""


def read(wheel: Path) -> list[str]:
    """Reads the classes from timm's wheel.

    Returns:
        One line a class: words separated by ", ", the one to show first.
    """
    with zipfile.ZipFile(wheel) as archive:
        words = dict(line.split("\t") for line in archive.read(_WORDS).decode().splitlines())
    return [
        _line(words[wordnet_id].split(", "), SHOWN_FIRST.get(wordnet_id)) for wordnet_id in read_ids(wheel)
    ]


def read_ids(wheel: Path) -> list[str]:
    """Reads the WordNet ids of the classes, in their order, from timm's wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(_IDS).decode().split()


def _line(synonyms: list[str], first: str | None) -> str:
    if first is not None:
        synonyms = [first, *(word for word in synonyms if word != first)]
    return ", ".join(synonyms)
