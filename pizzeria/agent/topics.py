"""What people call what they ask about, in English and Swedish: allergens, diets, hours, how
long it takes, delivery, deals.

Words are compared plain: lower case, without accents. A word ending in * stands for all that begin with it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pizzeria.agent.names import plain

Topic = Literal["hours", "waiting", "delivery", "deals", "vegan", "vegetarian"]

TOPICS: Mapping[Topic, tuple[str, ...]] = {
    "hours": ("hours", "open*", "clos*", "oppe*", "oppn*", "stang*"),
    "waiting": (
        "long",
        "wait*",
        "minute*",
        "ready",
        "late",
        "lang",
        "lange",
        "vant*",
        "minut*",
        "klar*",
        "drojer",
    ),
    "delivery": (
        "deliver*",
        "postal",
        "postcode",
        "zip",
        "postnummer*",
        "leverans*",
        "leverer*",
        "hemkor*",
        "utkor*",
        "zone*",
    ),
    "deals": ("deal*", "offer*", "discount*", "campaign*", "erbjudande*", "rabatt*", "kampanj*"),
    "vegan": ("vegan*",),
    "vegetarian": ("vegetari*", "veggie*", "vego", "meatless", "kottfri*"),
}

ALLERGENS: Mapping[str, tuple[str, ...]] = {
    "gluten": ("gluten*", "wheat", "vete*", "celia*", "coeliac*", "rye", "rag", "barley", "korn"),
    "milk": ("milk*", "mjolk*", "lact*", "lakt*", "dairy", "mejeri*", "casein", "kasein"),
    "egg": ("egg", "eggs", "agg", "agget", "aggvita*", "aggula*", "aggallerg*"),
    "fish": ("fish*", "fisk*"),
    "crustaceans": ("crustacean*", "shellfish", "skaldjur*", "kraftdjur*", "shrimp*", "prawn*"),
    "molluscs": ("mollus*", "blotdjur*", "mussel*", "mussl*"),
    "nuts": (
        "nut",
        "nuts",
        "notter*",
        "notallerg*",
        "almond*",
        "mandel*",
        "hazel*",
        "hassel*",
        "walnut*",
        "valnot*",
        "cashew*",
        "pist*",
    ),
    "peanuts": ("peanut*", "jordnot*"),
    "soy": ("soy*", "soja*"),
    "sesame": ("sesam*",),
    "celery": ("celer*", "selleri*"),
    "mustard": ("mustard*", "senap*"),
    "sulphites": ("sulph*", "sulf*"),
    "lupin": ("lupin*",),
}
"""the fourteen that EU law names, each with the words people use; a menu may list others"""
TOLD_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "nuts": ("peanuts",),
    "peanuts": ("nuts",),
    "crustaceans": ("molluscs",),
    "molluscs": ("crustaceans",),
}
"""people say "nuts" and mean peanuts too, "shellfish" and mean mussels"""
ANY_ALLERGEN = ("allerg*", "overkansl*", "intoleran*")


def topics_in(text: str) -> list[Topic]:
    return [topic for topic, words in TOPICS.items() if _says(text, words)]


def asks_about_allergens(text: str) -> bool:
    return _says(text, ANY_ALLERGEN)


def allergens_in(text: str, listed: Iterable[str]) -> dict[str, list[str]]:
    """For each allergen that is asked about, the ids among `listed` that mean it."""
    listed = list(dict.fromkeys(listed))
    asked = [allergen for allergen, words in ALLERGENS.items() if _says(text, words)]
    asked += [other for allergen in asked for other in TOLD_TOGETHER.get(allergen, ())]
    found = {allergen: [id for id in listed if _means(id, allergen)] for allergen in asked}
    own = [id for id in listed if not any(_means(id, known) for known in ALLERGENS)]
    return {**found, **{id: [id] for id in own if f" {plain(id)} " in f" {text} "}}


def postal_code_in(text: str) -> str:
    """The digits of a text, "" when it has fewer than three: "do you deliver to 113 50?"."""
    digits = "".join(c for c in text if c.isdecimal() and c.isascii())
    return digits if len(digits) > 2 else ""  # noqa: PLR2004


def _means(id: str, allergen: str) -> bool:
    return plain(id) == allergen or _says(plain(id), ALLERGENS[allergen])


def _says(text: str, words: Iterable[str]) -> bool:
    said = text.split()
    return any(
        word.startswith(stem[:-1]) if stem.endswith("*") else word == stem for stem in words for word in said
    )
