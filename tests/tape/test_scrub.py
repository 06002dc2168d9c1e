"""Nothing private stands on a tape, and what stands there instead still plays."""

import re
import tracemalloc
from time import process_time
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.tape.private import Privacy
from pizzeria.tape.scrub import scrubbed

SECRET = "a staff password, or a token"
PRIVACY = Privacy([SECRET], ["+46846500411", "Lyktgränd 7", "Pizzeria Lilla Lyktan", "Vesuvio"])
CALLER = "+46708123456"
KEPT = 20_000
"""bytes"""


def tool(**arguments: object) -> dict[str, object]:
    given_ = orjson.dumps(arguments).decode()
    return {"type": "response.function_call_arguments.done", "call_id": "call_1", "arguments": given_}


def heard(text: str) -> dict[str, object]:
    return {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "i",
        "transcript": text,
    }


def deltas(*pieces: str) -> list[dict[str, object]]:
    return [{"type": "response.output_audio_transcript.delta", "item_id": "i", "delta": p} for p in pieces]


def said(*documents: object) -> list[Any]:
    """The tape, scrubbed."""
    return scrubbed(documents, PRIVACY)


def written(documents: list[Any]) -> str:
    """All of it, with the pieces of a text also put together."""
    pieces = "".join(str(d["delta"]) for d in documents if isinstance(d, dict) and "delta" in d)
    return orjson.dumps(documents).decode() + pieces


def test_known_numbers_names_addresses_and_keys_are_nowhere_on_the_tape() -> None:
    text = written(
        said(
            {"t": "hello", "callid": "c1", "from": CALLER, "to": "+46700000123"},
            heard("It's Astrid, 0708-12 34 56, Drottninggatan 5, and mail me at astrid.lindgren@example.org"),
            heard(f"The key is sk-proj-abcDEF123456 and {SECRET}; or call +46 (0)70-812 34 56, 708 12 34 56"),
            tool(street="Drottninggatan 5", postal_code="11122", note="code 4711"),
            {"item": {"output": '{"read_back":"Drottninggatan 5, 11122, Stockholm, code 4711"}'}},
            tool(name="Astrid Lindgren", revision=3),
            heard("Lindgren, on DROTTNINGGATAN. Astrid's door is code 4711."),
            "not JSON at all: 0708123456",
        )
    )
    for private in ("Astrid", "Lindgren", "Drottning", "DROTTNING", "4711", "sk-proj", SECRET, "example.org"):
        assert private not in text
    assert "708123456" not in re.sub(r"[^\w]", "", text)


def test_ids_postal_codes_and_what_is_the_houses_own_stay() -> None:
    hello = {"t": "hello", "callid": "c0708123456", "from": "anonymous", "to": "+46846500411"}
    address = tool(street="Lyktgränd 7", postal_code="11122", city="Stockholm")
    assert said(hello, address) == [hello, address]


def test_the_same_stand_in_stands_for_the_same_value_throughout() -> None:
    first, again, third = said(
        tool(name="Astrid", revision=1), heard("Astrid here, and Bosse"), tool(name="Bosse", revision=2)
    )
    name = orjson.loads(first["arguments"])["name"]
    other = orjson.loads(third["arguments"])["name"]
    assert name != other
    assert again["transcript"] == f"{name} here, and {other}"


def test_a_stand_in_has_the_form_of_what_it_stands_for() -> None:
    document, *_ = said(heard(f"{CALLER}, 0708-12 34 56, 0708123456 or 0046 708 12 34 56"))
    assert document["transcript"] == "+46701740605, 0701-74 06 05, 0701740605 or 0046 701 74 06 05"
    with_number, without = said(tool(street="Drottninggatan 5"), tool(street="Kungsgatan"))
    assert re.fullmatch(r"\w+gatan \d+", orjson.loads(with_number["arguments"])["street"])
    assert re.fullmatch(r"\w+gatan", orjson.loads(without["arguments"])["street"])


def test_a_name_that_is_torn_between_deltas_is_found() -> None:
    pieces = said(*deltas("So, Ast", "rid Lind", "gren: Drottning", "gatan 5?"), tool(name="Astrid Lindgren"))
    assert [p["delta"] for p in pieces[:4]] == ["So, Kim Berg", "", ": Storgatan 1", "?"]


def test_arguments_in_pieces_are_scrubbed_as_one() -> None:
    kind = "response.function_call_arguments.delta"
    torn = [{"type": kind, "call_id": "k", "delta": piece} for piece in ('{"name":"Ast', 'rid"}')]
    first, second, _ = said(*torn, tool(name="Astrid"))
    assert (orjson.loads(first["delta"]), second["delta"]) == ({"name": "Kim"}, "")


def test_a_dish_is_a_dish_even_if_somebody_is_called_so() -> None:
    assert said(tool(name="Vesuvio"), heard("A Vesuvio"))[1] == heard("A Vesuvio")


def test_a_common_word_is_not_taken_for_somebodys_name() -> None:
    assert said(tool(name="Will"), heard("I will call"))[1] == heard("I will call")


def test_what_the_model_was_told_about_the_house_is_not_kept() -> None:
    tools = [{"type": "function", "name": "add_item", "parameters": {"much": "more"}}]
    update = {
        "type": "session.update",
        "session": {"instructions": "Astrid ordered last week", "tools": tools},
    }
    [kept] = said(update)
    assert "Astrid" not in written([kept])
    assert kept["session"]["tools"] == [{"type": "function", "name": "add_item"}]


def test_scrubbing_leaves_the_houses_answers_as_the_house_would_give_them_again() -> None:
    """The stand-in goes into the tool, and comes out of it."""
    given_, answered = said(
        tool(street="Drottninggatan 5", postal_code="11122"),
        {"item": {"output": '{"address":{"street":"Drottninggatan 5","postal_code":"11122"}}'}},
    )
    street = orjson.loads(given_["arguments"])["street"]
    assert orjson.loads(answered["item"]["output"])["address"]["street"] == street


LETTERS = "abcdefghijklmnoprstuvxyzåäö"
NAMES = st.builds(
    lambda a, b: (a + b).capitalize(), st.sampled_from("qwxz"), st.text(LETTERS, min_size=4, max_size=9)
)
DIGITS = st.text("0123456789", min_size=7, max_size=7)
KEYS = st.text("abcdefXYZ0123456789_", min_size=12, max_size=30).map(lambda tail: f"sk-{tail}")


def torn(text: str, cuts: list[int]) -> list[str]:
    places = sorted({cut % (len(text) + 1) for cut in cuts})
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_nothing_generated_that_is_private_is_left_however_it_is_torn(data: st.DataObject) -> None:
    first, last, street = (data.draw(NAMES, label=label) for label in ("first", "last", "street"))
    digits, key = data.draw(DIGITS, label="digits"), data.draw(KEYS, label="key")
    national = data.draw(
        st.sampled_from(
            [
                f"070{digits}",
                f"070-{digits[:3]} {digits[3:5]} {digits[5:]}",
                f"+46 70 {digits}",
                f"+4670{digits}",
            ]
        )
    )
    email = f"{first.lower()}@{last.lower()}.se"
    text = f"This is {first} {last} at {street}gatan 12, {national}, {email}, {key} bye"
    pieces = torn(text, data.draw(st.lists(st.integers(0, 200), max_size=8), label="cuts"))
    done = written(
        said(
            {"t": "hello", "callid": "c1", "from": f"+4670{digits}"},
            *deltas(*pieces),
            heard(text),
            tool(street=f"{street}gatan 12", postal_code="11122"),
            tool(name=f"{first} {last}", revision=1),
        )
    ).lower()
    for private in (first, last, f"{street}gatan", key):
        assert not re.search(rf"(?<!\w){re.escape(private.lower())}(?!\w)", done)
    assert f"70{digits}" not in re.sub(r"[ +-]", "", done)


def test_a_word_without_end_does_not_hold_up_the_house() -> None:
    began = process_time()
    [left] = scrubbed(["a" * 60_000 + " mimmi@example.com"], PRIVACY)
    assert process_time() - began < 1
    assert "mimmi@" not in str(left)


def test_what_a_house_remembers_of_a_tape_is_small() -> None:
    """`re` keeps the last five hundred expressions, which are a tape's own where it has private things."""

    def scrub(call: int) -> None:
        scrubbed([tool(name=f"Mimmi{call} Quist{call}", revision=1), heard("noll sju noll ett sju")], PRIVACY)

    scrub(0)
    tracemalloc.start()
    for call in range(1, 11):
        scrub(call)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 10 * KEPT
