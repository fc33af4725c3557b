"""Words that people type and WordNet does not give to the classes they mean.

Each stands for classes by one of their names, so it holds for every model that has them. Only what such a
class really is, or nearly always comes with, has a place here: no guess is better than a wrong one.
"""

from __future__ import annotations

from typing import Final

EVERYDAY: Final[dict[str, tuple[str, ...]]] = {
    # things by their common names
    "apple": ("Granny Smith",),
    "blanket": ("quilt",),
    "camper": ("recreational vehicle",),
    "caravan": ("recreational vehicle", "mobile home"),
    "dress": ("gown", "overskirt", "hoopskirt", "abaya"),
    "flag": ("flagpole",),
    "fridge": ("refrigerator",),
    "gloves": ("mitten",),
    "jet": ("airliner", "warplane"),
    "kayak": ("canoe", "paddle"),
    "kettle": ("teapot", "caldron"),
    "plane": ("airliner", "warplane"),
    "rocket": ("missile", "projectile"),
    "scarf": ("stole",),
    "shelf": ("bookcase",),
    "sneakers": ("running shoe",),
    "sofa": ("studio couch",),
    "spaceship": ("space shuttle",),
    "tablet": ("hand-held computer",),
    "trainers": ("running shoe",),
    "window": ("window shade", "window screen"),
    # young animals
    "chick": ("hen",),
    "duckling": ("drake",),
    "foal": ("sorrel",),
    "piglet": ("pig",),
    "dinosaur": ("triceratops",),
    # food and drink
    "beer": ("beer bottle", "beer glass"),
    "coffee": ("espresso", "coffee mug", "coffeepot", "espresso maker"),
    "pasta": ("carbonara",),
    "soup": ("consomme", "hot pot", "soup bowl"),
    "spaghetti": ("carbonara",),
    # what people do
    "camping": ("mountain tent",),
    "concert": ("stage",),
    "diving": ("scuba diver", "snorkel"),
    "football": ("soccer ball", "football helmet", "rugby ball"),
    "golf": ("golf ball", "golfcart"),
    "hockey": ("hockey puck",),
    "playground": ("swing",),
    "rugby": ("rugby ball",),
    "sailing": ("yawl", "schooner", "catamaran", "trimaran"),
    "soccer": ("soccer ball",),
    "swimming": ("swimming trunks", "bathing cap", "snorkel"),
    "tennis": ("tennis ball", "racket"),
    "wedding": ("groom",),
    # places
    "field": ("hay", "rapeseed"),
    "harbour": ("dock", "pier", "breakwater"),
    "harbor": ("dock", "pier", "breakwater"),
    "port": ("dock", "pier", "breakwater"),
    "shower": ("shower curtain",),
    "supermarket": ("grocery store", "shopping cart"),
}
"""What is typed -> names of classes."""
