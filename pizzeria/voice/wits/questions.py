"""What callers ask, by topic; and what only sounds like a question and is a request."""

import re
from collections.abc import Sequence

from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Ask, Topic

REQUEST = re.compile(
    r"^(um |uh |so |and |well |yeah |okay |ok |oh |please |hi |hello |hey |actually "
    r"|(\w+ )?(on |one )?second thoughts? "
    r"|but |then |also |good \w+ |i (was|am) wondering |"
    r"i wonder |if |perhaps |maybe |like )*"
    r"(can|could|may|might|would|will|do you think|is it (possible|okay|ok|all right|"
    r"alright)|are we able|would it be (possible|okay|ok))"
    r"( i| we| you| it| to| that| mind| please| possibly| perhaps| also| just| be| if| able)*"
    r" (have|had|get|got|order|take|add|adding|put|putting|make|making|change|changing|"
    r"remove|removing|swap|do|leave|give|"
    r"bring|send|start|cancel|drop|skip|include|deliver it|hold|go|split|share|replace|"
    r"switch|buy|ask for|throw)\b"
)
WORDS = re.compile(
    r"^(um |uh |so |and |well |yeah |yes |okay |ok |oh |hi |hello |hey |but |please "
    r"|sorry |actually |just |by the way |"
    r"quick question |one question |i was wondering |i wonder |tell me |i wanted "
    r"to ask |can i ask |may i ask |could you tell me |"
    r"can you tell me |do you know |first |before that |good \w+ |also |then |wait )*"
    r"(what|whats|which|how|hows|is|are|do|does|did|when|where|who|why|was|have "
    r"you|has|any|if|can you promise|can i ask|"
    r"can i pay|can you recommend|can you suggest|could you recommend|could you "
    r"suggest|whos|theres|isnt|arent|dont you|doesnt)\b"
)
TOPICS: tuple[tuple[Topic, str], ...] = (
    ("order", (
        r"(what|whats) (have i|did i|have we|do i have) (ordered|order|got|"
        r"get|have)?.*|read (it|that|my order|the order) (back|again)|(repeat|summarise|summarize) "
        r"(my|the) order|what (do|have) i (have|got) so far|whats (in )?my order"
    )),
    ("total", (
        r"(whats|what is|what was|hows) (the|my) (total|sum|bill)|how much (is|does|will) (that|"
        r"it|this|everything|all that|the (whole|lot)|my order)( all)?( come| cost| "
        r"be)?( to)?( in total| altogether| all together| then)?$|(in total|altogether|"
        r"total price)|what (does|will) (it|that) (all )?(come to|cost|be)|what do i "
        r"(owe|pay)"
    )),
    ("delivery", (
        r"(do|can|could|would) you (guys )?(also )?(deliver|do deliver\w*|do home)|deliver(y)? "
        r"(to|fee|cost|charge|free|out|there|area|price)|(much|cost|charge|price|fee)\b.*\bdeliver\w*|"
        r"minimum (order|for)|home delivery|how far do you|post(al)? ?code|delivery "
        r"area|where do you deliver"
    )),
    ("allergen", (
        r"allerg\w*|traces?|intoleran\w*|coeliac|celiac|(contain|nuts?|peanuts?|gluten|"
        r"lactose|milk|dairy|eggs?|fish|shellfish|soya?|sesame|celery|mustard|sulphites?|"
        r"lupin|wheat)\b"
    )),
    ("diet", r"vegan|vegetarian|veggie|without meat|meat ?free|meatless|no meat|plant ?based"),
    ("deals", (
        r"\b(deals?|offers?|specials?|campaigns?|discounts?|bundles?|combos?|menu deal|"
        r"family evening|trio)\b"
    )),
    ("hours", r"\b(open|close|closing|opening|closed|hours|what time)\b"),
    ("waiting", (
        r"\b(how (long|quick|fast|soon)|when (will|can|would|could)|wait(ing)? time|"
        r"how many minutes|ready)\b"
    )),
    ("who", (
        r"\b(robot|machine|bot|computer|real person|human|ai|are you real|who (am i|"
        r"is this|are you)|your name|whats your name)\b"
    )),
    ("payment", r"\b(pay|card|cash|swish|invoice|visa|mastercard|receipt)\b"),
    ("recommend", (
        r"recommend\w*|suggest\w*|(most )?popular|\bbest\b|favourite|favorite|whats "
        r"(good|nice|tasty|special)|what would you|signature|good pizzas?|tasty|what "
        r"should"
    )),
    ("sizes", (
        r"\b(sizes?|how (big|large|small)|big is|centimet\w+|inch\w*|people (is|does)|"
        r"enough for|feed)\b"
    )),
    ("price", (
        r"\b(how much|price|prices|cost|costs|expensive|how many kronor|charge|what "
        r"do you (charge|want) for)\b"
    )),
    ("on_it", (
        r"\b(whats (on|in|it|that|a|an|the)|what is (on|in|a|an|the|that)|what comes|"
        r"what does|what do|ingredients?|toppings? (on|are|is)|comes? with|difference|"
        r"made (of|with)|what kind of|describe|have on)\b"
    )),
    ("menu", (
        r"(whats|what is) on (the|your) menu|what (pizzas|drinks|sides|desserts|sauces|"
        r"dips|kinds?|else|types?|sort|flavou?rs|soft drinks|salads?|sweets?)|what do "
        r"you (have|sell|offer|serve|do)|which (pizzas|drinks|sides|desserts|sauces|"
        r"dips)|have you got (drinks|sides|desserts)|any (drinks|sides|desserts|sweets|"
        r"starters|sauces|dips)|list of|the menu|to drink"
    )),
    ("available", (
        r"\b(do you (have|do|sell|make|serve|offer|guys have|also|still have)|have you "
        r"(got)?|is there|are there|any|got any|you have|sell|can you (do|make))\b"
    )),
)  # fmt: skip
_COMPILED = tuple((topic, re.compile(pattern)) for topic, pattern in TOPICS)
ALLERGY = re.compile(r"\b(allerg\w*|coeliac|celiac|intoleran\w*|anaphyla\w*)\b")
RAISED = re.compile(
    r"\b(i wonder|wondering|tell me|i want to know|id like to know|can you promise|recommend|suggest)\b"
)


def is_question(text: str, marked: bool) -> bool:
    """`marked`: it ended with a question mark, where the ears set one."""
    if REQUEST.match(text):
        return False
    about = _topic(text, ()) is not None
    return (bool(WORDS.match(text)) and (marked or about)) or bool(RAISED.search(text)) or (marked and about)


def question(text: str, marks: Sequence[Mark]) -> Ask:
    topic = _topic(text, marks) or "other"
    sure = [mark for mark in marks if mark.found.sure]
    items = tuple(
        dict.fromkeys(id for mark in sure if mark.tag in ("item", "thing") for id in mark.found.items)
    )
    toppings = tuple(
        dict.fromkeys(id for mark in marks if mark.tag == "topping" for id in mark.found.toppings)
    )
    bases = tuple(mark.found.base for mark in marks if mark.found.base)
    return Ask(topic, text, items, toppings, bases)


def mentions_allergy(text: str) -> bool:
    return bool(ALLERGY.search(text))


def _topic(text: str, marks: Sequence[Mark]) -> Topic | None:
    for topic, pattern in _COMPILED:
        if pattern.search(text) and not _is_only_a_name(topic, pattern, text, marks):
            return topic
    return None


def _is_only_a_name(topic: Topic, pattern: re.Pattern[str], text: str, marks: Sequence[Mark]) -> bool:
    """ "How much is a gluten-free base" is about a price, though it says gluten."""
    if topic not in ("allergen", "diet", "deals", "recommend"):
        return False
    outright = (m for m in marks if m.found.score == 100)  # noqa: PLR2004
    named = {
        word for mark in outright if mark.tag in ("item", "thing", "topping", "base") for word in mark.words
    }
    said = [match.group() for match in pattern.finditer(text)]
    return all(set(word.split()) <= named for word in said)
