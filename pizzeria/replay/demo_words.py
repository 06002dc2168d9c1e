"""What is said in the demonstration, in the languages it is known in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """In the order in which they are said; what is in braces comes from the house's answers."""

    greeting: str
    wishes: str
    understood: str
    more_wishes: str
    address: str
    """{minutes}"""
    agreed: str
    order: str
    """{pizzas} {total}"""
    placed: str
    thanks: str
    """{number}"""
    sorry: str
    """{why}"""


def words(language: str) -> Words:
    """In that language, or in English."""
    known: Mapping[str, Words] = {"sv": _SWEDISH}
    return known.get(language, _ENGLISH)


_ENGLISH = Words(
    greeting="Hello and welcome, this is our digital voice speaking! What would you like?",
    wishes="Hi! A Capricciosa, no mushrooms but extra ham. And a family Vesuvio with onion on one half.",
    understood="A Capricciosa with extra ham, no mushrooms, and a family Vesuvio, half onion. Anything else?",
    more_wishes="One more: half Hawaii, half Diavola. And can you bring it to Lyktgränd 9, 111 22?",
    address="Half Hawaii, half Diavola. To Lyktgränd 9, 111 22, in {minutes} minutes. Is that right?",
    agreed="Yes, that's right.",
    order="So: {pizzas}. {total} in all. Shall I place it, and in what name?",
    placed="Yes please. The name is Kim.",
    thanks="Thank you, Kim! It is order number {number}. Goodbye!",
    sorry="{why} I am sorry, please call again. Goodbye!",
)

_SWEDISH = Words(
    greeting="Hej och välkommen, det är vår digitala röst som svarar! Vad får det lov att vara?",
    wishes="Hej! En Capricciosa utan champinjoner men med extra skinka. Och en familjevesuvio, lök på halva.",
    understood="En Capricciosa, extra skinka, inga champinjoner, och en familjevesuvio, lök på halva. Mer?",
    more_wishes="En till: halv Hawaii, halv Diavola. Och kan ni köra den till Lyktgränd 9, 111 22?",
    address="Halv Hawaii, halv Diavola. Till Lyktgränd 9, 111 22, om {minutes} minuter. Stämmer det?",
    agreed="Ja, det stämmer.",
    order="Då blir det: {pizzas}. {total} tillsammans. Ska jag beställa, och i vilket namn?",
    placed="Ja tack. Kim heter jag.",
    thanks="Tack, Kim! Det är order nummer {number}. Hej då!",
    sorry="{why} Jag är ledsen, ring gärna igen. Hej då!",
)
