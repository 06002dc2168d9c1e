"""Names in what was said: "it's for Anna", "Kim with a K", "Rut. R-U-T." """

import re
from itertools import takewhile

from pizzeria.voice.wits.spelling import spelt
from pizzeria.voice.wits.words import plain

_IS = r"(?:['\u2019]?s| is)?"
"""my name is, my name's, and what a hasty transcript makes of it"""
_PUT = r"(?:please |just )?(?:put|use|say|write)(?: it| that| me| down)*(?: under| as| for)?"
LEADS = re.compile(
    r"^\W*((um|uh|er|erm|oh|ah|eh|well|so|yeah|yes|yep|sure|okay|ok|of course|please|right|hi|hello|hey|and|"
    rf"(my |the )?name{_IS}|(it|that|this)(['\u2019]?s| is)|(that|it) would be|(that|it)['\u2019]?ll be|"
    r"i am|i['\u2019]?m|"
    rf"under the name( of)?|under|for|(you can )?{_PUT}|in the name of|(you can |they )?call me|"
    r"make (it|that)|"
    r"jag heter|det (ar|är)|namnet (ar|är)|p[åa] namnet|i namnet|heter|i['\u2019]?ll be|it should be|"
    r"let['\u2019]?s say|mr|mrs|ms|miss|"
    r"the order is (under|for))\b\W*)+",
    re.IGNORECASE,
)
CUE = re.compile(
    rf"\b(?:my name{_IS}|the name{_IS}|name{_IS}|in the name of|under the name(?: of)?|under|put it under|"
    rf"jag heter|(?:(?:this|it|that)(?:['\u2019]?s| is)|i am|i['\u2019]m) (?=[A-ZÅÄÖ])|for (?=[A-ZÅÄÖ]))\s*",
)
"""what comes before a name; after some of them only a capital tells that it is one"""
CUE_LOWER = re.compile(
    rf"\b(?:my name{_IS}|the name(?:['\u2019]s| is)|in the name of|under the name(?: of)?|"
    r"put it under|jag heter)\s+",
    re.IGNORECASE,
)
"""after these anything is one"""
LAST = re.compile(
    r"\b(?:under|in the name of|(?:its|it['\u2019]s|it is) for|name)\s+(?=[^\W\d_]+(?: [^\W\d_]+)?\W*$)",
    re.IGNORECASE,
)
"""at the very end these say a name too"""
NAME = re.compile(
    r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?: (?:(?:von|af|de|van) )?[A-ZÅÄÖ][^\W\d_]+(?:-[^\W\d_]+)*)*"
)
SPELT = re.compile(r"((?:(?:double )?[^\W\d_](?:[-. ,]+|$)){2,})(.*)$", re.IGNORECASE)
"""letters one by one, and what comes after them"""
_ENDS = """
    with and please dear thank thanks but for so to spelled spelt like as capital that thats it is the a
    an double i in if of who ja tack
"""
ENDS = frozenset(_ENDS.split())
_DENIAL = re.compile(
    r"^\W*(?:(?:no|nope|nah|wrong|not (?:quite|really|exactly|right)|"
    r"(?:that|it)['\u2019]?s (?:wrong|not right))\b\W*)+",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"^\W*(please|dear|thanks|thank you|tack)\W*$", re.IGNORECASE)
_NOT_NAMES = """
    yes no yeah yep nope nah not sure what why when how who where sorry pardon hello hi hey okay ok fine
    right correct good nothing none wait stop hang hold actually delivery pickup pick collect a the it
    that this just one two three do does is are can could would you they we my your his me i im ill id
    whatever never please thanks thank you bye goodbye um uh er mm hmm oh ah eh again repeat cancel
    human staff person somebody someone change make add remove take and but or also still going having
    looking calling ordering here there allergic vegan vegetarian fed really very so hungry waiting all
    everything delivered regular family large small half home work us them now later today tonight
    tomorrow that's its it's for to of good great perfect lovely excellent wonderful with name
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())


def answered(text: str) -> tuple[str, str]:
    """Of an answer to "what name?": the name, "" when there is none in it, and what else was said."""
    if name := _spelt_out(LEADS.sub("", text)):
        return name, ""
    for piece in re.split(r"(?<=[?!;])\s+|(?<=[^\W\d_]{2}\.)\s+", text.strip()):
        said = LEADS.sub("", piece)
        name = _name(said if any(c.isupper() for c in said) else _capitals(said))
        if name:
            rest = f"{_tail(said, name)} {text.partition(piece)[2]}"
            return name, _PLEASE.sub("", _without_spelling(rest))
    return "", text


def undenied(text: str) -> str:
    """Without the no before it: "No, it's Hedda"."""
    return _DENIAL.sub("", text)


def spelling(text: str) -> tuple[str, str]:
    """Of an answer to "how do you spell it?": the name, and what else was said; or it is only said again."""
    first, after = spelt(text)
    if not first:
        return answered(text)
    more = takewhile(lambda word: plain(word) not in ENDS | NOT_NAMES, after)
    return " ".join([first, *map(_capital, more)]), ""


def _spelt_out(text: str) -> str:
    """ "K, I, M": letters and nothing else, or the name after them."""
    found = SPELT.match(text.strip())
    if found is None:
        return ""
    letters = "".join(
        letter * (2 if twice else 1) for twice, letter in re.findall(r"(double )?([^\W\d_])\b", found[1])
    )
    rest = _name(_PLEASE.sub("", found[2]))
    return rest or letters.capitalize()


def volunteered(text: str, reserved: frozenset[str]) -> tuple[str, str]:
    """A name said without being asked; `reserved` are plain words that name things on the menu."""
    for cue in (*CUE_LOWER.finditer(text), *LAST.finditer(text), *CUE.finditer(text)):
        lead = cue.re is not CUE
        name = _name(text[cue.end() :], strict=not lead)
        if name and (lead or reserved.isdisjoint(plain(name).split())):
            rest = text[: cue.start()] + ". " + _tail(text[cue.end() :], name)
            return name, rest
    return "", text


def _name(text: str, strict: bool = False) -> str:
    found = NAME.match(text.strip())
    if found is None:
        return ""
    words: list[str] = []
    for word in found.group().split():
        is_spelling = bool(words) and len(word) > 1 and word.isupper()
        if is_spelling or plain(word) in ENDS or (not words and plain(word) in NOT_NAMES):
            break
        words.append(word)
    if not words or (strict and not words[0][0].isupper()):
        return ""
    return " ".join(word if word[0].isupper() else _capital(word) for word in words)


def _capitals(text: str) -> str:
    """Of a transcript without capitals, the first two words with one: "anders andersson"."""
    first, *rest = text.split(" ", 2)
    return " ".join([first.capitalize(), *([rest[0].capitalize()] if rest else []), *rest[1:]])


def _capital(word: str) -> str:
    return word if word in ("von", "af", "de", "van") else word.capitalize()


def _tail(text: str, name: str) -> str:
    return text.strip()[len(name) :]


def _without_spelling(text: str) -> str:
    """Without how the name is spelt: "with a K", "R-U-T", "double S"."""
    text = re.sub(r"\b(?:with|spelled|spelt|like|as in)\b[^.?!]*", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:double|capital)? ?(?:[A-Za-zÅÄÖ][-. ,]+)*[A-ZÅÄÖ]\b\.?", " ", text)
    text = re.sub(r"\bdouble\b", " ", text, flags=re.IGNORECASE)
    return text.strip(" .,!?")
