"""The small words of ordering that no menu has: what each does to the things beside it.

Phrases are plain (words.plain). The longest match wins; a word that is not here, nor on the menu, is
passed over.
"""

from collections.abc import Mapping
from typing import Literal

Tag = Literal[
    "item", "topping", "thing", "head", "size", "base", "number", "word",
    "the", "a", "dish_number", "with", "without", "extra", "light", "plain",
    "half", "half_and_half", "left", "right", "one_half", "other_half",
    "and", "or", "not", "no", "add", "drop", "change", "make", "to", "on", "of_them", "rest",
    "instead", "instead_of",
    "it", "all", "nth", "last", "more", "meant", "get", "each", "pizza", "noun", "stop",
]  # fmt: skip
"""what a mark is; those of the first line come from the menu and from numbers"""

PHRASES: Mapping[Tag, str] = {
    "the": "the|den|det|that|this|those|these|my|our|your",
    "a": "a|an|en|another|one more|some",
    "dish_number": "number|no|nr|numbers|nummer|num",
    "with": (
        "with|med|should have|should come with|shall have|needs to have|has to have|"
        "must have|should have its|plus|including|topped with|together with|w"
    ),
    "without": (
        "without|utan|ingen|inga|with no|with out|minus|hold the|hold|leave out|leave off|"
        "skip|skip the|hold off|and no|but no|"
        "but not|dont want|do not want|dont put|do not put|dont add|free of|none of|not any|"
        "wout|sans|holding|"
        "i dont like|she doesnt like|he doesnt like|doesnt want|except|except for|"
        "leave the|leave off the|leave out the|dont include|keep off"
    ),
    "no": "no",
    "extra": (
        "extra|mycket|double|lots of|a lot of|loads of|more|plenty of|heavy on|heavy|"
        "additional|double up on|tons of"
    ),
    "light": (
        "light|light on|less|a little|little|easy on|go easy on|easy on the|go easy "
        "on the|a bit of|not much|not too much|"
        "only a little|just a little|half the amount of|go light on|lightly|a touch of|not so much"
    ),
    "half": "half|halv|halva|halves|half of|side|half a|half is|half the",
    "half_and_half": (
        "half and half|half half|half n half|half in half|fifty fifty|50 50|split|split "
        "between|shared|"
        "two halves|divided"
    ),
    "left": "left|left half|left side|left hand side|first half",
    "right": "right half|right side|right hand side|second half",
    "one_half": (
        "one half|one side|half of it|on half|just half|only half|one half of it|half "
        "the pizza|half of the pizza|"
        "half of that|one half only|a half"
    ),
    "other_half": (
        "other half|the other half|other side|the other side|the rest of it|remaining "
        "half|half with"
    ),
    "and": "and|och|samt|also|as well as|then|n|followed by|along with|and then|and also",
    "or": "or",
    "not": "not|isnt|wasnt|not the|and not|not a|not on|not on the|inte",
    "add": "add|put|throw in|chuck in|stick|pop|include|put on|add on",
    "drop": (
        "remove|take off|take away|take out|cancel|delete|lose|drop|scrap|forget|get "
        "rid of|forget about|scratch|"
        "take|knock off|never mind|nevermind|skip that|ditch|bin|leave off that|i dont need|"
        "i dont want|strike|"
        "we dont need|we dont want|dont need|no more|take back"
    ),
    "change": "change|swap|switch|replace|exchange|trade|turn|convert|substitute",
    "make": (
        "make|do|have|upgrade|downgrade|can be|should be|to be|must be|needs to be|was "
        "supposed to be|is|are|as|bump|"
        "up|will be|should have been"
    ),
    "to": "to|for|into|with a|to a|into a|by|for a",
    "on": "on|on the|off|from|off the|from the|onto|on top of|in|inside|for the|to the|off of|the one with",
    "of_them": (
        "of them|of those|of these|of which|of the pizzas|of em|one of which|of each|"
        "is|are|should be|to be|in|being|"
        "as"
    ),
    "rest": "the other|the others|the other one|other one|the rest|other|others|the second one is|remaining|"
    "the other two|the other three",
    "instead": "instead|rather|in its place|in place",
    "instead_of": "instead of|rather than|in place of|for instead of",
    "it": (
        "it|that one|this one|them|that|that pizza|this|the pizza|my pizza|the pizzas|"
        "that to|the same one|those|the one"
    ),
    "all": (
        "all|both|bada|alla|all of them|both of them|everything|every|all the pizzas|"
        "both pizzas|on all|each of them|"
        "all three|all four|all of those|each one|the whole lot|all pizzas|the lot"
    ),
    "last": (
        "the last|last|last one|the last one|the latest|the last pizza|the final one|"
        "that last one|the last item"
    ),
    "more": (
        "more of|one more of|more of those|more of them|more of the same|again|more "
        "of that|more like that"
    ),
    "meant": (
        "i said|i meant|i mean|i asked for|i wanted|i ordered|meant|it was|should be "
        "a|its meant to be|i actually wanted|"
        "i was saying"
    ),
    "get": (
        "kan jag fa|jag vill ha|jag ska ha|jag skulle vilja ha|like|want|have|get|give "
        "me|order|take|ill take|ill have|can i have|can i get|could i have|could i get|"
        "need|"
        "id like|i want|id love|we want|wed like|well have|well take|go for|send me|"
        "lets have|lets do|lets get|let me have|"
        "let me get|me|do me|bring|grab|i need|can we have|can we get|could we have|"
        "could we get|may i have|fancy"
    ),
    "each": "each|apiece",
    "pizza": "pizza|pizzas",
    "noun": (
        "portion of|side of|tub of|pot of|cup of|on the side|at the side|on top|plate "
        "of|slice of|bit of|one|ones|item|piece|pieces|portion|portions|order|orders|"
        "line|drink|drinks|of|times|x|"
        "please|can you|could you|can i|could i|can we|would you|will you|size|sized|"
        "sizes|thanks|um|uh|er|erm|eh|ah|hmm|well|like|just|really|kind|sort|you know|"
        "topping|toppings|"
        "base|bottom|crust|dough"
    ),
    "stop": "but|so|because|actually|wait|sorry|oh",
}  # fmt: skip
NTH: Mapping[str, int] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
SIZES_BY_RANK: Mapping[str, str] = {
    "largest": (
        "large|big|bigger|biggest|largest|larger|extra large|xl|huge|jumbo|large one|"
        "big one|full size|massive|"
        "giant|party size|bigger one|sharing size"
    ),
    "smallest": (
        "small|smaller|smallest|little one|regular|normal|ordinary|standard|small one|"
        "basic|usual size|"
        "normal one|regular one|single|one person|for one|the small|individual|classic "
        "size|normal sized|ordinary one|"
        "standard one|smaller one"
    ),
}  # fmt: skip
"""how sizes are called without the menu's words, by which of an item's sizes it is"""
_PASSED_OVER = """
    about able after again ahead alright always am any anyone anything anyway are around ask asking at
    away back be bear because been before being best better between bit bring but bye call called
    calling came can cannot cant card cash care check cheers choice clock close come coming could couple
    course cut day days dear deliver delivered delivery did didnt different do does doesnt doing done
    dont door down drink drinks eat either else enough evening ever every everyone everything exactly
    family fast fine first five food for four friend from fun get getting give go goes going good got
    great guess guys had hang happy hard has have havent he hear hello help her here hey hi him his hold
    home honest honestly hope hot hour hour hours how however hungry hurry id if ill im in instead into
    is isnt it its just keep kids kind know large last late later least left let lets like listen little
    live long look looking lot love lovely made make making man many may maybe me mean meant meet menu
    mind mine minute minutes moment money more morning most mother mum much must my name near need needs
    never next nice night no none nope normal not nothing now number numbers of off ok okay on once one
    ones only or order ordered ordering orders other our out over own paid part party pay paying people
    perfect person phone pick picked picking pickup piece pizza pizzas place please plus possible price
    probably problem put question quick quickly quite rather ready real really regarding regular right
    round said same sauce sauces say saying second see seem send sent share she should shut side since
    sir size small so some somebody someone something soon sorry sort sound sounds speak spell staff
    start stay still stop store stuff such sure table take taking talk tea telephone tell ten than thank
    thanks that the their them then there these they thing things think this those though three through
    time tip to today together told tomorrow tonight too top topping toppings total town try two type
    under until up upon us use usual usually very wait waiting want wanted was watch way we well were
    what when where which while who whole why wife will wish with without wont word work would wrong
    yeah year yep yes yet you your yourself zero allergic allergy card change cheap vegan vegetarian
    gluten lactose dairy nut nuts open opening closed closing street road postal code city husband
    daughter son boss owner manager human agent swap switch remove cancel cancelled confirm confirmed
    address apartment floor buzzer bell correct definitely absolutely certainly anyways brilliant
    smashing cool super awesome salad salads bread dessert desserts sweet sweets vegetable vegetables
    meat poor wants pity shame thing risk understand disease promise strange sound wondering visiting
    eats only grandchildren office lunch meeting pizzeria restaurant base crust dough bottom recommend
    suggestion free discount deal deals offer special specials kronor krona bucks price prices cost
    costs stone bake baked slice slices cooked spicy hungry starving bored robot machine computer
    service customer sauces dip dips deliveries
"""
PASSED_OVER = frozenset(_PASSED_OVER.split())
"""ordinary words, which are never taken for a misheard dish"""
