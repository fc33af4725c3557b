"""Broader words over the 1000 ImageNet classes: what a person calls a husky and a beagle together.

WordNet 3.0 says which classes are kinds of what; which of its 470 words for kinds people really use ("dogs",
not "placentals"), and what belongs together in a picture though not in a dictionary (a lakeside and a
seashore), is chosen here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

KINDS = {
    "animals": ("animal, fauna, wildlife", "00015388"),
    "mammals": ("mammal", "01861778"),
    "dogs": ("dog, puppy, puppies, hound", "02084071"),
    "terriers": ("terrier", "02092468"),
    "hounds": ("hound, hunting dog", "02087551"),
    "retrievers": ("retriever", "02099029"),
    "spaniels": ("spaniel", "02101108"),
    "sheepdogs": ("sheepdog, shepherd dog", "02104523"),
    "mountain dogs": ("mountain dog", "02107420"),
    "sled dogs": ("sled dog, malamute, husky", "02109811"),
    "poodles": ("poodle", "02113335"),
    "setters": ("setter", "02100399"),
    "schnauzers": ("schnauzer", "02096756"),
    "corgis": ("corgi", "02112826"),
    "wolves": ("wolf", "02114100"),
    "wild dogs": ("wild dog", "02115335"),
    "foxes": ("fox", "02118333"),
    "cats": ("cat, kitten, kitty", "02121808"),
    "big cats": ("big cat", "02127808"),
    "felines": ("feline", "02120997"),
    "bears": ("bear", "02131653"),
    "monkeys": ("monkey", "02484322"),
    "apes": ("ape", "02470325"),
    "lemurs": ("lemur", "02496913"),
    "primates": ("primate", "02469914"),
    "rabbits": ("rabbit, hare, bunny", "02323902"),
    "rodents": ("rodent", "02329401"),
    "marsupials": ("marsupial", "01874434"),
    "elephants": ("elephant", "02503517"),
    "whales": ("whale", "02062744"),
    "sea mammals": ("sea mammal", "02062017"),
    "antelopes": ("antelope", "02419796"),
    "pigs": ("pig, swine", "02395003"),
    "cattle": ("cow, cows, bull, cattle", "345 346 347"),
    "sheep and goats": ("sheep, goat, goats, lamb", "348 349 350"),
    "horses": ("horse, pony", "339 603"),
    "camels": ("camel, llama", "354 355"),
    "hoofed animals": ("hoofed animal, ungulate", "02370806"),
    "weasels and otters": ("weasel, otter, marten", "02441326"),
    "birds": ("bird", "01503061"),
    "parrots": ("parrot", "01816887"),
    "birds of prey": ("bird of prey, raptor, eagle, hawk", "01604330"),
    "owls": ("owl", "24"),
    "ducks": ("duck", "01846331"),
    "waterfowl": ("water bird, goose, geese", "01845132"),
    "wading birds": ("wading bird, wader", "02000954"),
    "herons": ("heron, egret", "02008041"),
    "storks": ("stork", "02002075"),
    "shorebirds": ("shorebird", "02022684"),
    "seabirds": ("seabird, sea bird", "02021795"),
    "water birds": ("water bird, aquatic bird", "01844917"),
    "songbirds": ("songbird", "01525720"),
    "finches": ("finch", "01529672"),
    "game birds": ("game bird", "02153203"),
    "poultry": ("chicken, hen, rooster, cock", "7 8"),
    "fish": ("fishes", "02512053"),
    "sharks": ("shark", "01482330"),
    "rays": ("ray", "01495701"),
    "reptiles": ("reptile", "01661091"),
    "snakes": ("snake, serpent", "01726692"),
    "lizards": ("lizard", "01674464"),
    "turtles": ("turtle, tortoise", "01662784"),
    "crocodiles": ("crocodile, alligator", "01696633"),
    "amphibians": ("amphibian", "01627424"),
    "frogs": ("frog, toad", "01639765"),
    "salamanders": ("salamander, newt", "01629276"),
    "insects": ("insect, bug, bugs", "02159955"),
    "beetles": ("beetle", "02164464"),
    "butterflies": ("butterfly", "02274259"),
    "dragonflies": ("dragonfly", "02268148"),
    "spiders and scorpions": ("spider, spiders, scorpion, arachnid", "01769347"),
    "crabs": ("crab", "01976957"),
    "lobsters": ("lobster", "01982650"),
    "crustaceans": ("crustacean, shellfish", "01974773"),
    "snails": ("snail, slug", "01942177"),
    "sea creatures": (
        "sea creature, coral, starfish, jellyfish",
        "01909422 02316707 01974773 01940736 973 -113 -114",
    ),
    "vehicles": ("vehicle", "04524313 468 908"),
    "cars": ("car, automobile, auto", "02958343 -407"),
    "trucks": ("truck, lorry, lorries", "04490091 -656"),
    "vans": ("van", "04520170"),
    "buses": ("bus, coach", "02924116"),
    "trains": ("train, railway, locomotive, tram", "466 547 565 705 820 829"),
    "bicycles": ("bicycle, bike, bikes, cycle", "02834778 870 880"),
    "motorbikes": ("motorbike, motorcycle, scooter", "665 670"),
    "carts": ("cart, carriage, wagon", "02970849"),
    "tractors and farm machines": ("tractor, harvester, farm machine", "595 730 856 866"),
    "aircraft": ("airplane, aeroplane, plane, planes, airplanes", "02686568 908"),
    "boats": ("boat, vessel", "04530566"),
    "ships": ("ship", "04194289 780"),
    "sailing boats": ("sailing boat, sailboat, yacht", "04128837 914"),
    "sleds": ("sled, sleigh, sledge", "04235291"),
    "buildings": (
        "building, architecture, house, houses",
        "02913152 03546340 538 853 858 442 437 483 536 832",
    ),
    "churches and temples": ("church, temple, mosque, chapel, cathedral", "03953416 663 442 406"),
    "castles and palaces": ("castle, palace, fortress", "483 698"),
    "shops": ("shop, store, market", "03748162"),
    "bridges": ("bridge", "02898711"),
    "monuments": ("monument, memorial, statue", "03743902 682 863 708 562"),
    "fences and walls": ("fence, wall", "03327234"),
    "roofs": ("roof", "04105068"),
    "furniture": ("", "03405725"),
    "chairs": ("chair, seat", "04161981"),
    "beds": ("bed, cot", "431 516 520 564"),
    "tables": ("table, desk", "04379243 532"),
    "lamps": ("lamp, light", "03636248 846 619"),
    "curtains": ("curtain", "03151077"),
    "towels": ("towel", "04459362"),
    "bathroom things": ("bathroom, toilet, bath", "435 876 861 896 794 804 999"),
    "clothes": ("clothing, garment, fashion", "03051540"),
    "hats": ("hat, cap", "03502509 -518 -560 -570"),
    "helmets": ("helmet", "03513137"),
    "shoes": ("shoe, boot, boots, footwear", "03380867"),
    "coats": ("coat, jacket", "03057021"),
    "ties": ("tie, necktie", "03815615"),
    "skirts": ("skirt", "04230808"),
    "swimwear": ("swimsuit, bathing suit", "04371563 638"),
    "masks": ("mask", "643 570 796"),
    "armour": ("armor", "02739668 715 524"),
    "bags": ("bag, handbag", "02773037 893"),
    "musical instruments": ("musical instrument, instrument, music", "03800933"),
    "guitars": ("guitar", "03467517"),
    "string instruments": ("string instrument", "04338517 -579 -881"),
    "wind instruments": ("wind instrument", "04586932"),
    "brass instruments": ("brass instrument, trumpet", "02891788"),
    "drums": ("drum, percussion", "541 822 642"),
    "pianos": ("piano", "03928116"),
    "food": ("meal, eating", "07555863 07557434 07566340 00021265 -923 -922"),
    "fruit": ("fruits", "07705931"),
    "citrus fruit": ("citrus", "07747055"),
    "vegetables": ("vegetable", "07707451"),
    "bread": ("loaf, baking", "930 931 932"),
    "desserts": ("dessert, sweets, cake", "07609840"),
    "drinks": ("drink, beverage", "07881800 504 441"),
    "fast food": ("burger, sandwich", "933 934 963 965"),
    "dishes": ("dish", "07557434"),
    "mushrooms": ("mushroom, fungus, fungi", "12992868 947"),
    "flowers": ("flower, blossom", "984 985 986 738"),
    "plants": ("plant, vegetation, garden", "984 985 986 738 987 988 989 990 998"),
    "ball games": ("ball, balls", "02778669"),
    "sports": ("sport, sports gear", "04285146 02778669 752 795 746 801 981"),
    "winter sports": ("skiing, snow", "795 796 450 537 802"),
    "tools": ("tool", "04451818"),
    "kitchen things": ("kitchen, cookware, utensil", "03621049 04381994 03990474 647 504 968"),
    "pots and pans": ("pot, pan", "03101986"),
    "bottles": ("bottle", "02876657 907 898"),
    "cups and glasses": ("cup, glass, mug", "504 441 572 967 968"),
    "bowls": ("bowl", "02880940 659 809"),
    "household appliances": ("household appliance, appliance", "02729837"),
    "computers": ("computer, laptop, PC", "03918480 508 673 664"),
    "screens": ("screen, monitor, television, TV", "664 782 851"),
    "phones": ("phone, telephone", "04401088"),
    "cameras": ("camera", "02942699"),
    "clocks": ("clock, watch", "04437953 -704 -604"),
    "electronics": ("", "03278248"),
    "weapons": ("weapon", "04565375"),
    "guns": ("gun, rifle, pistol", "03467984"),
    "boxes": ("box", "02883344"),
    "toys": ("toy", "03964744 865 417"),
    "games": ("game, puzzle", "611 918 736"),
    "printed pages": ("text, document, page, paper", "916 917 918 921 922"),
    "street furniture": ("street, traffic", "919 920 704 637 640"),
    "mountains": ("mountain, hills", "970 980"),
    "coasts and lakes": ("beach, coast, sea, ocean, lake, shore, seaside, water", "975 976 977 978 460"),
    "landscapes": ("landscape, nature, scenery", "970 972 974 975 976 977 978 979 980"),
}
"""Name -> other words to find it by, and its classes: WordNet's numbers of kinds (eight digits), numbers of
classes, and after a minus classes or kinds that are no part of it."""


def write(wordnet: Path, ids: Sequence[str], kinds: Mapping[str, tuple[str, str]] = KINDS) -> str:
    """Makes the text of `imagenet_kinds.txt`.

    Args:
        wordnet: WordNet 3.0's `data.noun`; Debian's package wordnet-base has it.
        ids: WordNet ids of the classes, in their order.
        kinds: As `KINDS`.

    Returns:
        One line a kind: name, other words, numbers of the classes, separated by tabs.
    """
    members = _classes_by_kind(wordnet, ids)
    lines = []
    for name, (others, parts) in kinds.items():
        classes: set[int] = set()
        for part in parts.split():
            chosen = _chosen(part.removeprefix("-"), members)
            classes = classes - chosen if part.startswith("-") else classes | chosen
        if not classes:
            raise ValueError(f"{name} has no class")
        lines.append(f"{name}\t{others}\t{_ranges(sorted(classes))}\n")
    return "".join(lines)


def _chosen(part: str, members: dict[str, set[int]]) -> set[int]:
    return members[part] if len(part) == 8 else {int(part)}


def _classes_by_kind(wordnet: Path, ids: Sequence[str]) -> dict[str, set[int]]:
    above = _hypernyms(wordnet)
    members: dict[str, set[int]] = defaultdict(set)
    for number, wordnet_id in enumerate(ids):
        todo = [wordnet_id.removeprefix("n")]
        while todo:
            kind = todo.pop()
            members[kind].add(number)
            todo.extend(above[kind])
    return members


def _hypernyms(wordnet: Path) -> dict[str, list[str]]:
    """The kinds that each kind of thing belongs to; see wndb(5WN) for the format."""
    above: dict[str, list[str]] = {}
    for line in wordnet.read_text("utf-8").splitlines():
        if line.startswith("  "):  # the licence
            continue
        fields = line.split(" | ", 1)[0].split()
        first = 4 + 2 * int(fields[3], 16)
        pointers = [fields[at : at + 4] for at in range(first + 1, first + 1 + 4 * int(fields[first]), 4)]
        above[fields[0]] = [
            number for symbol, number, kind, _ in pointers if symbol in {"@", "@i"} and kind == "n"
        ]
    return above


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as ranges: 1 2 3 7 is "1-3 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
