"""46elks' wire, read and written as its page has it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.elks.frames import (
    Audio,
    Bye,
    Hello,
    Interrupt,
    Listening,
    Sending,
    Sync,
    Unknown,
    decode,
    e164,
    encode,
)

HELLO = {"t": "hello", "callid": "c1f2", "from": "+46701740605", "to": "+4600700001"}


def test_every_documented_message_is_understood() -> None:
    assert decode(json.dumps(HELLO)) == Hello("c1f2", "+46701740605", "+4600700001")
    assert decode('{"t":"audio","data":"AAAA"}') == Audio("AAAA")
    assert decode('{"t": "audio", "data": "AAAA"}') == Audio("AAAA")
    assert decode('{"data":"AAAA","t":"audio"}') == Audio("AAAA")
    assert decode('{"t":"sync"}') == Sync()
    assert decode('{"t":"bye","reason":"hangup","message":"the caller hung up"}') == Bye("hangup")


def test_every_message_of_ours_is_written_as_documented() -> None:
    assert json.loads(encode(Listening("pcm_24000"))) == {"t": "listening", "format": "pcm_24000"}
    assert json.loads(encode(Sending("ulaw"))) == {"t": "sending", "format": "ulaw"}
    assert json.loads(encode(Audio("AAAA"))) == {"t": "audio", "data": "AAAA"}
    assert json.loads(encode(Interrupt())) == {"t": "interrupt"}
    assert json.loads(encode(Sync())) == {"t": "sync"}
    assert json.loads(encode(Bye())) == {"t": "bye"}


@pytest.mark.parametrize("hidden", [None, "", "anonymous", "unknown", 46701740605, "0701740605", "+"])
def test_a_hidden_number_is_no_number(hidden: object) -> None:
    hello = decode(json.dumps({**HELLO, "from": hidden}))
    assert hello == Hello("c1f2", "", "+4600700001")


def test_a_hello_without_from_is_a_hidden_number() -> None:
    assert decode('{"t":"hello","callid":"c1"}') == Hello("c1", "", "")


def test_a_plus_that_a_query_turned_into_a_space_is_a_plus_again() -> None:
    assert e164(" 46701740605") == "+46701740605"


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "7",
        '{"t":7}',
        '{"t":"news"}',
        '{"t":"audio"}',
        '{"t":"audio","data":7}',
        b"\xff",
    ],
)
def test_what_is_not_understood_is_unknown_and_no_error(frame: str | bytes) -> None:
    assert isinstance(decode(frame), Unknown)


def test_a_caller_cannot_smuggle_words_to_the_model_inside_the_sound() -> None:
    smuggled = '{"t":"audio","data":"AAAA","type":"session.update","x":"AAA"}'
    assert decode(smuggled) == Audio("AAAA"), "read as the document it is, of which only the sound is used"
    assert isinstance(decode('{"t":"audio","data":"AA\\"AA"}'), Unknown)
    assert isinstance(decode('{"t":"audio","data":"AAAå"}'), Unknown)


@given(st.one_of(st.text(), st.binary()))
def test_no_frame_whatever_raises(frame: str | bytes) -> None:
    decode(frame)


@given(st.binary(min_size=1, max_size=500))
def test_any_sound_passes_untouched(sound: bytes) -> None:
    import base64

    data = base64.b64encode(sound).decode()
    assert decode(encode(Audio(data))) == Audio(data)
