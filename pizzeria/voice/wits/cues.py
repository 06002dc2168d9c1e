"""What people say in set ways, beside what they order: yes, no, that is all, a human, goodbye, for pickup.

Patterns are over plain text (words.plain). A cue is cut out of a clause; what is left may be an order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pizzeria.voice.wits.meanings import Fulfil, Meaning, Said
from pizzeria.voice.wits.set_phrases import PATTERNS

YES = re.compile(
    r"^((oh |um |uh |ah |well |mm ?|okay |ok |right |and )*)(yes|yeah|yea|yep|yup|"
    r"ya|yah|aye|sure|okay|ok|correct|right|exactly|absolutely|"
    r"definitely|certainly|of course|perfect|great|fine|good(?! (evening|morning|"
    r"afternoon|day|night|bye))|lovely|indeed|mm ?hmm|mhm|uh ?huh|go (on|ahead)|"
    r"please do|"
    r"thats (right|correct|it|fine|good|the one|perfect|great|true|okay|ok)|that "
    r"is (right|correct|fine|good|true)|(this|it) is (right|correct)|"
    r"its (right|correct|fine)|"
    r"(that |it |this |all )?(sounds|looks|seems) (good|great|right|perfect|about right|fine|correct|lovely)|"
    r"(thats "
    r")?(quite |all |just |exactly )?(right|correct)|spot on|"
    r"thatll do|why not|do it|go for it|i (guess|suppose|think|believe) so|place it|confirm(ed)?|that works|"
    r"works for me|you got it|you bet|totally|"
    r"true|affirmative|brilliant|ja|japp|jo|precis|stammer|det stammer|excellent|"
    r"wonderful|cool|looks good|all good|"
    r"i am sure|im( quite| very| absolutely)? sure|i am( quite)? sure|now its right|"
    r"quite sure|helt saker|got it|i do|it is|thats me|send it|lets do (it|that)|"
    r"alright|all right|you can( do that)?)\b"
)  # fmt: skip
NO = re.compile(
    r"^((oh |um |uh |ah |well |mm |okay |ok |actually |sorry )*)(no|nope|nah|na|"
    r"(new|know|nu)(?= (thats|that|thatll|thank|thanks|nothing)|$)|now$|"
    r"no way|not (really|quite|yet|exactly|right|correct|today|now|for me|"
    r"this time|at all|that)|thats (not right|wrong|not correct|not it|not what "
    r"i (said|ordered|wanted))|(thats|that is|its|it is) not (right|correct|it|what \w+ \w+)|"
    r"(that|it|this) isnt (right|correct|it|what \w+ \w+)|"
    r"(its|this is|thats) (wrong|incorrect)|wrong|incorrect|negative|nej|inte|almost|"
    r"nearly|i dont think so|i said no|neither|dont|rather not|id rather not)\b"
)  # fmt: skip
ALMOST = re.compile(r"^(yes |yeah |yep |ok |okay |right )+(but|except|only|apart from)\b")
_FOREIGN = """
    jag vill ha kan fa hej tack och utan med inte svenska pratar snalla bestalla hamta hamtar leverans
    vad kostar det ar ni oppet finns till ocksa bara vanlig familjepizza snabbt skulle vilja tva tre
    fyra nej ja sa bra en ett tja hejsan god kvall
"""
FOREIGN = frozenset(_FOREIGN.split())
ENOUGH_FOREIGN = 3
"""Swedish words in a turn that make it Swedish"""
_COMPILED = tuple((meaning, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for meaning, pattern in PATTERNS)


ASKED_HOW: tuple[tuple[Fulfil, re.Pattern[str]], ...] = (
    (
        Fulfil("delivery"),
        re.compile(r"\b(home|house|door|here|bring|drive|driver|courier|send|address|office)\b"),
    ),
    (
        Fulfil("pickup"),
        re.compile(r"\b(come|coming|myself|counter|shop|own|walk|fetch|get|there|grab|by|eat in)\b"),
    ),
)
"""ways of getting it that are clear only as an answer"""
NEGATED = re.compile(
    r"\b(i |we )?(cant|cannot|can not|dont want( to)?|do not want( to)?|wont|not|no|rather than|instead of) "
    r"(come and |a |for )?(pick ?(it |them )?up|pickup|collect(ion| it)?|delivery|delivered|deliver( it)?)\b"
)
"""a way of getting it that is not meant"""


@dataclass(frozen=True, slots=True)
class Cut:
    at: int
    meaning: Meaning


def cut_out(text: str, skip: frozenset[type] = frozenset()) -> tuple[list[Meaning], str]:
    """Every cue in a plain clause, in the order they were said, and the clause without them."""
    found: list[Cut] = []
    text = NEGATED.sub(" ", text)
    for meaning, pattern in _COMPILED:
        if type(meaning) in skip:
            continue
        while match := pattern.search(text):
            if match.start() == match.end():
                break
            found.append(Cut(match.start(), meaning))
            blank = " " * (match.end() - match.start())
            text = text[: match.start()] + blank + text[match.end() :]
    found.sort(key=lambda cut: cut.at)
    return list(dict.fromkeys(cut.meaning for cut in found)), " ".join(text.split())


def yes_or_no(text: str) -> tuple[Said | None, str]:
    """A yes or a no at the beginning of a plain clause, and what comes after it."""
    if ALMOST.match(text):
        return Said("no"), ALMOST.sub("", text).strip()
    for what, pattern in (("no", NO), ("yes", YES)):
        match = pattern.match(text)
        if match:
            rest = text[match.end() :].strip()
            while again := pattern.match(rest):
                rest = rest[again.end() :].strip()
            return Said("no" if what == "no" else "yes"), rest
    return None, text


def how(text: str) -> Fulfil | None:
    """Pickup or delivery, in an answer to just that."""
    return next((way for way, pattern in ASKED_HOW if pattern.search(text)), None)


def is_foreign(words: list[str]) -> bool:
    """Whether a turn is in Swedish, by its common words."""
    swedish = sum(word in FOREIGN for word in words)
    return swedish >= ENOUGH_FOREIGN or (swedish >= 2 and swedish * 2 >= len(words))  # noqa: PLR2004


def order_number(text: str) -> Iterator[int]:
    """Numbers that follow "order": "where is order 42"."""
    for match in re.finditer(r"\border (?:number )?(\d+)\b", text):
        yield int(match.group(1))
