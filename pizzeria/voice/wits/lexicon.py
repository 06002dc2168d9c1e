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
    "it", "all", "nth", "last", "more", "same", "meant", "get", "each", "pizza", "noun", "stop",
]  # fmt: skip
"""what a mark is; those of the first line come from the menu and from numbers"""

PHRASES: Mapping[Tag, str] = {
    "the": "the|can the|could the|den|det|that|this|those|these|my|our|your",
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
        "only half the|just half the|half the|light|light on|less|a little|little|easy on|"
        "go easy on|easy on the|go easy "
        "on the|a bit of|not much|not too much|"
        "only a little|just a little|half the amount of|go light on|lightly|a touch of|not so much"
    ),
    "half": "half|halv|halva|halves|half of|side|half a|half is",
    "half_and_half": (
        "half and half|half half|half n half|half in half|fifty fifty|50 50|split|split "
        "between|shared|"
        "two halves|divided"
    ),
    "left": (
        "on the left|on the left half|on the left side|to the left|left half|left side|left hand side|"
        "first half"
    ),
    "right": (
        "on the right|on the right half|on the right side|to the right|right half|right side|"
        "right hand side|second half"
    ),
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
        "changed my mind about|didnt order|didnt want|didnt ask for|i didnt order|i didnt want|"
        "i didnt ask for|remove|take off|take away|take out|cancel|delete|lose|drop|scrap|forget|get "
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
    "instead_of": "instead of|rather than|in place of|than the|than a",
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
    "same": "same|the same|same thing|the same thing|likewise|ditto",
    "meant": (
        "no wait|wait no|no sorry|sorry no|or rather|that was|they were|there were|"
        "that should be|i said|i meant|i mean|i asked for|i wanted|i ordered|meant|it was|should be "
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
    "middle": "medium|medium sized|mid size|middle|middle sized",
    "largest": (
        "familjepizza|familjestorlek|stor|stora|"
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
    hola bonjour bonsoir ciao buenas buongiorno merhaba moi salut guten servus salam namaste
    able about absolutely actually address advice after afternoon again agent ahead allergic allergy
    almost alright always am amazing animal animals another answer answers any anybody anyone anything
    anyway anyways apartment apple are around ask asking at avhamtning away awesome awful back bad bake
    baked base basically be bear beautiful because been before began begin being belief believe bell best
    bestalla bestallning better between bike birthday bit blir bored boss bottom bowl bread brilliant
    bring bucks burger burgers business but buzzer bye call called calling came can cancel cancelled
    cannot cant capital cappuccino car card care cash celebrate celebration certainly change changed
    changes cheap check cheers cheeseburger choice city clock close closed closing code coffee cold
    colleague colleagues come coming company computer confirm confirmed contain contained contains cooked
    cool correct cost costs could counter couple courier course credit crust customer customers cut dairy
    daughter day days deal deals dear debit december decide decided definitely delicious delightful
    deliver delivered deliveries delivery dem dentist dessert desserts did didnt different dip dips
    discount disease disgusting do doctor does doesnt doing dom done dont door double dough down
    downstairs drink drinks driver drivers eat eats either elephant elephants else english enough
    especially espresso evening event ever every everybody everyone everything exactly fairly familjepizza
    family fantastic fast fel film find fine finish finished first five floor folded food football for
    forget forgot forgotten found four free friday friend from fun funny game garden garna get getting
    give gluten go goes going good got grandchildren grape great greater guarantee guess guest guests guys
    had haha hahaha hair hairdresser hamburger hamburgers hamtar hang happen happened happening happy hard
    hardly has have havent he hear heard hearing hej hello help helpful hemkorning her here herself heter
    hey hi him himself his hockey hold home honest honestly hope horrible hospital hot hotdog hour hours
    how however human hungry hurry husband icecream id if ill im in incredible inget inside instead inte
    into is isnt issue issues it its january job jobs joke joking juice just keep kidding kids kind
    kitchen know kommer krona kronor lactose language large lasagna lasagne last late later latte laugh
    league least left let lets letter letters leverans levereras like listen listening lite literally
    little live long look looked looking lot love lovely lunch machine made make making man manager many
    match may maybe me mean meant meat meet meeting menu mer midnight might milkshake mind mine minute
    minutes mistake mistakes misunderstood mobile moment monday money monkeys month more morning most
    mother movie much mum must my mycket myself name namnet near nearly need needed needs neighbour
    neighbours never next nice nicer night no nobody none noodles noon nope normal not nothing now nuggets
    number numbers nut nuts obviously ocksa of off offer office ok okay on once one ones only open opening
    or order ordered ordering orders other others ought our ourselves out outside over own owner paid
    parking part party pasta pay paying pear people perfect perhaps person phone pick picked picking
    pickup piece pity pizza pizzas pizzeria place please plus pocket police poor possible possibly postal
    prank pranks pretty price prices probably problem problems promise promised put question questions
    quick quickly quite racker rain raining raspberry rather read reading ready real really reception
    receptionist recommend regarding regular remember remembered reminded remove restaurant rice
    ridiculous right risk road robot roughly round safe safety said salad salads salon same sandwich
    saturday sauce sauces say saying school search second see seem seems send sent seriously service shall
    shame share she should shut side silly since sir size skulle slice slices small smashing smoothie snow
    so some somebody someone something son soon sorry sort sorted sound sounds soup spaghetti speak
    speaking special specials spell spelled spelling spelt spicy spoke spoken staff start started starts
    starving stay steak still stone stop store strange strawberry street stuff stycken such suggestion
    sunday super sure sushi swap swedish sweet sweets switch table tack tacos take taking talk taxi tea
    telephone tell ten terrible than thank thanks that the their them themselves then there these they
    thing things think thinking this those though thought thoughts three through thursday tiger tigers
    time tip to today together told tomorrow tonight too top topping toppings total totally town traces
    triple trouble try tuesday two type under understand understood until up upon upstairs us use useless
    usual usually vanliga vegan vegetable vegetables vegetarian very vilja visiting visitor visitors vodka
    wait waiting wallet want wanted wants warm was watch watching way we weather wednesday week weekend
    well were what whatever when whenever where wherever which while whisky who whoever whole why wife
    will window wine winner wins wish with without wondering wont word work worker working worse worst
    would wrap write written wrong yeah year yep yes yesterday yet you your yourself zero
"""
PASSED_OVER = frozenset(_PASSED_OVER.split())
"""ordinary words, which are never taken for a misheard dish"""
_FOODS = """
    sushi burger burgers hamburger hamburgers cheeseburger cheeseburgers lasagne lasagna pasta spaghetti
    soup sandwich wrap tacos nuggets hotdog steak noodles rice wine whisky vodka coffee latte espresso
    cappuccino icecream milkshake smoothie juice elephants elephant carbonara ravioli risotto wings ribs
    schnitzel meatballs gyros burrito doughnut brownie cheesecake
"""
FOODS = frozenset(_FOODS.split())
"""what people ask a pizzeria for, sold or not; where it is not on the menu, that is said"""
