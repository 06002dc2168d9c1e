"""A call from its first ring to its end, as a list of what arrives and what is done about it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.call.arrivals import (
    Arrival,
    Closing,
    CutOff,
    Dial,
    Dialled,
    Effect,
    HangUp,
    ModelGone,
    PhoneGone,
    RunTool,
    Terms,
    Tick,
    ToolDone,
)
from pizzeria.elks.frames import Audio, Bye, Hello, Interrupt, Listening, Sending, Sync
from pizzeria.elks.frames import Unknown as UnknownFrame
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, Usage
from pizzeria.realtime.events import (
    CallerStarted,
    CallerStopped,
    Configured,
    Fault,
    Finished,
    Forget,
    Hear,
    Note,
    Ready,
    Respond,
    Said,
    Saying,
    Speech,
    Started,
    ToolAnswer,
    ToolCall,
    Truncate,
    Unknown,
)
from tests.call.talks import CONFIGURE, Talk, audio, of, sound

HELLO = Hello("c1", "+46701740605", "+4600700001")
DONE = Usage()


def test_the_phone_is_listened_to_at_once() -> None:
    started, *rest = Talk().after(0.0, HELLO)
    assert isinstance(started, CallStarted)
    assert rest == [Listening("pcm_24000"), Dial("c1", "+46701740605")]


def test_what_the_caller_says_before_the_model_is_there_is_kept_and_none_lost() -> None:
    talk = Talk()
    talk.after(0.0, HELLO)
    pieces = [sound(20 + n) for n in range(5)]
    assert talk.after(0.1, *map(Audio, pieces)) == []
    assert talk.after(0.1, Dialled(CONFIGURE), Ready()) == [CONFIGURE]
    assert talk.after(0.1, Configured()) == [Hear(piece) for piece in pieces]
    assert talk.after(0.0, Audio(pieces[0])) == [Hear(pieces[0])]


def test_the_greeting_waits_for_the_configuration_and_its_delay() -> None:
    talk = Talk(Terms(model="m", greeting_delay=0.5))
    talk.after(0.0, HELLO, Dialled(CONFIGURE))
    assert talk.after(1.0, Ready()) == [CONFIGURE]
    assert talk.after(1.0, Configured()) == []
    assert talk.after(0.49) == []
    assert talk.after(0.02) == [Respond()]


def test_a_caller_who_speaks_first_is_answered_instead_of_greeted() -> None:
    talk = Talk()
    talk.after(0.0, HELLO, Dialled(CONFIGURE), Ready(), Configured())
    assert talk.after(0.1, CallerStarted("u1")) == []
    assert talk.after(1.0, CallerStopped("u1"), Started("r1")) == []
    assert Respond() not in talk.after(3.0, Finished("r1", "completed", DONE))


def test_sound_is_declared_before_the_first_piece_and_passed_on_untouched() -> None:
    talk = Talk()
    talk.begin()
    first, second = sound(200), sound(130)
    wanted = talk.after(0.1, Started("r1"), Speech("r1", "i1", first), Speech("r1", "i1", second))
    assert wanted[0] == Sending("pcm_24000")
    assert audio(wanted) == [first, second]
    assert len(of(Sending, wanted)) == 1


def test_breaking_in_silences_the_phone_at_once_and_tells_the_model_what_was_heard() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"), *[Speech("r1", "i1", sound(200)) for _ in range(20)])
    wanted = talk.after(1.5, CallerStarted("u1"))
    assert wanted[:2] == [Interrupt(), Truncate("i1", 1500)]
    assert talk.after(0.01, Speech("r1", "i1", sound(200)), Speech("r1", "i2", sound(200))) == []
    talk.after(1.0, Finished("r1", "cancelled", DONE), CallerStopped("u1"))
    again = talk.after(0.3, Started("r2"), Speech("r2", "i3", sound(200)))
    assert again[0] == Sending("pcm_24000")
    assert audio(again) == [sound(200)]


def test_an_item_of_which_nothing_was_heard_is_forgotten_not_truncated() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.0, Started("r1"), Speech("r1", "i1", sound(1000)), Speech("r1", "i2", sound(1000)))
    wanted = talk.after(0.4, CallerStarted("u1"))
    assert wanted[:3] == [Interrupt(), Truncate("i1", 400), Forget("i2")]


def test_breaking_in_counts_although_the_model_finished_long_ago() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "i1", 8000)
    assert talk.after(3.0, CallerStarted("u1"))[:2] == [Interrupt(), Truncate("i1", 3000)]


def test_speaking_after_everything_was_heard_cuts_nothing() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "i1", 1000)
    assert of((Interrupt, Truncate, Forget), talk.after(1.5, CallerStarted("u1"))) == []


def test_a_tools_answer_is_followed_by_one_request_to_speak_once_its_response_is_done() -> None:
    talk = Talk()
    talk.begin()
    wanted = talk.after(0.0, Started("r1"), ToolCall("r1", "t1", "add_item", "{}"))
    assert of(RunTool, wanted) == [RunTool("t1", "add_item", "{}", ())]
    assert talk.after(0.1, ToolDone("t1", '{"ok":true}')) == [ToolAnswer("t1", '{"ok":true}')]
    assert talk.after(0.1, Finished("r1", "completed", DONE)) == [Respond()]


def test_two_tools_in_one_breath_get_one_answer_each_and_one_request_to_speak() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.0, Started("r1"), ToolCall("r1", "t1", "a", "{}"), ToolCall("r1", "t2", "b", "{}"))
    talk.after(0.0, Finished("r1", "completed", DONE))
    assert talk.after(0.1, ToolDone("t1", "1")) == [ToolAnswer("t1", "1")]
    assert talk.after(0.1, ToolDone("t2", "2")) == [ToolAnswer("t2", "2"), Respond()]


def test_words_are_written_down_in_the_order_they_were_spoken() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "hello", 500)
    talk.after(1.0, CallerStarted("u1"))
    talk.after(1.0, CallerStopped("u1"))
    talk.says("r2", "answer", 500)
    late = talk.after(2.0, Said("assistant", "answer", "A seven, coming."), Said("user", "u1", "a seven"))
    early = talk.after(0.0, Said("assistant", "hello", "Good evening!"))
    messages = [m for m in [*late, *early] if isinstance(m, CallMessage)]
    assert [m.content for m in sorted(messages, key=lambda m: (m.at, m.position))] == [
        "Good evening!",
        "a seven",
        "A seven, coming.",
    ]


def test_last_words_whose_transcript_never_comes_are_still_in_the_log() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "hello", 500)
    talk.after(1.0, CallerStarted("u1"))
    ended = talk.after(1.0, CallerStopped("u1"), Bye("hangup"))
    assert [(m.role, m.content) for m in ended if isinstance(m, CallMessage)] == [("user", "(inaudible)")]


def test_words_spoken_in_the_same_moment_keep_their_order() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.0, Started("r1"), Speech("r1", "b", sound(20)), Speech("r1", "a", sound(20)))
    said = talk.after(0.0, Said("assistant", "a", "second"), Said("assistant", "b", "first"))
    messages = [m for m in said if isinstance(m, CallMessage)]
    assert [m.content for m in sorted(messages, key=lambda m: (m.at, m.position))] == ["first", "second"]


def test_an_interrupted_sentence_keeps_its_words_and_how_much_was_heard() -> None:
    talk = Talk()
    talk.begin()
    talk.after(
        0.0, Started("r1"), Speech("r1", "i1", sound(4000)), Saying("i1", "We have "), Saying("i1", "Vesuvio")
    )
    message = of(CallMessage, talk.after(1.0, CallerStarted("u1")))[0]
    assert isinstance(message, CallMessage)
    assert (message.content, message.heard_ms) == ("We have Vesuvio", 1000)
    assert message.spoken_ms == 1000, "what was cut off was never spoken"


def spoken(effects: list[Effect]) -> list[tuple[str, int | None]]:
    return [(effect.item_id, effect.spoken_ms) for effect in effects if isinstance(effect, CallMessage)]


def test_each_turn_says_how_long_it_was_spoken() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "hello", 500)
    assert spoken(talk.after(0.0, Said("assistant", "hello", "Good evening!"))) == [("hello", 500)]
    talk.after(1.0, CallerStarted("u1"))
    talk.after(1.7, CallerStopped("u1"))
    # the server tells of the end half a second after the voice ended
    assert spoken(talk.after(0.0, Said("user", "u1", "a seven"))) == [("u1", 1200)]


def test_words_that_are_known_before_the_sound_are_told_again_with_its_length() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.0, Started("r1"), Speech("r1", "i1", sound(400)))
    assert spoken(talk.after(0.0, Said("assistant", "i1", "Good evening!"))) == [("i1", 400)]
    talk.after(0.0, Speech("r1", "i1", sound(600)))
    assert spoken(talk.after(0.0, Finished("r1", "completed", DONE))) == [("i1", 1000)]
    assert spoken(talk.after(5.0, Bye("hangup"))) == []


def test_a_caller_who_is_cut_off_by_the_end_spoke_until_then() -> None:
    talk = Talk()
    talk.begin()
    talk.after(1.0, CallerStarted("u1"))
    assert spoken(talk.after(0.8, Bye("hangup"))) == [("u1", 800)]


def heard_out(talk: Talk) -> tuple[bool, ...]:
    """What place_order would be told, were it called now."""
    wanted = talk.after(0.0, Started("rx"), ToolCall("rx", "tx", "place_order", "{}"))
    tool = of(RunTool, wanted)[0]
    assert isinstance(tool, RunTool)
    return tool.heard_out


def reviewed() -> Talk:
    """A talk in which the order was just reviewed, and is about to be read back."""
    talk = Talk()
    talk.begin()
    talk.after(0.0, Started("r1"), ToolCall("r1", "t1", "review_order", "{}"))
    talk.after(0.0, ToolDone("t1", "{}"), Finished("r1", "completed", DONE))
    return talk


def test_a_yes_after_the_read_back_counts() -> None:
    talk = reviewed()
    talk.says("r2", "read-back", 6000)
    talk.after(5.0, CallerStarted("u1"))
    talk.after(0.5, CallerStopped("u1"))
    assert heard_out(talk) == (True,)


def test_a_yes_before_the_total_was_heard_does_not_count() -> None:
    talk = reviewed()
    talk.says("r2", "read-back", 6000)
    talk.after(2.0, CallerStarted("u1"))
    talk.after(0.5, CallerStopped("u1"))
    assert heard_out(talk) == (False,)


def test_a_yes_into_a_read_back_that_is_still_being_made_does_not_count() -> None:
    talk = reviewed()
    talk.after(0.0, Started("r2"), Speech("r2", "read-back", sound(1000)))
    talk.after(0.5, CallerStarted("u1"))
    talk.after(0.5, CallerStopped("u1"))
    assert heard_out(talk) == (False,)


def test_a_word_before_the_read_back_began_does_not_count() -> None:
    talk = reviewed()
    talk.after(0.2, CallerStarted("u1"))
    talk.after(0.5, CallerStopped("u1"))
    assert heard_out(talk) == ()


def test_the_call_ends_only_after_the_last_words_were_heard() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"), Speech("r1", "i1", sound(3000)), ToolCall("r1", "t1", "end_call", "{}"))
    wanted = talk.after(0.1, ToolDone("t1", "{}", "say_goodbye"), Finished("r1", "completed", DONE))
    assert Respond() not in wanted, "goodbye was said in the same breath"
    assert Sync() in wanted
    assert Bye() not in talk.after(2.9)
    assert talk.after(0.1, Sync(), Sync(), Sync()) == [Bye()]
    ended = talk.after(0.1, Bye("done"))
    assert isinstance(ended[0], CallEnded)
    assert ended[0].reason == "goodbye"
    assert ended[1] == HangUp()


def test_an_agent_that_hangs_up_without_a_word_is_made_to_say_goodbye_first() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"), ToolCall("r1", "t1", "end_call", "{}"), Finished("r1", "completed", DONE))
    assert talk.after(0.1, ToolDone("t1", "{}", "say_goodbye")) == [ToolAnswer("t1", "{}"), Respond()]


def test_a_caller_who_remembers_something_during_the_goodbye_is_heard() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"), Speech("r1", "i1", sound(3000)), ToolCall("r1", "t1", "end_call", "{}"))
    talk.after(0.1, ToolDone("t1", "{}", "say_goodbye"), Finished("r1", "completed", DONE))
    talk.after(1.0, CallerStarted("u1"))
    assert Bye() not in talk.after(5.0, CallerStopped("u1"), Started("r2"))


def test_a_phone_that_never_says_what_was_played_cannot_keep_the_line_open() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"), Speech("r1", "i1", sound(3000)), ToolCall("r1", "t1", "end_call", "{}"))
    talk.after(0.1, ToolDone("t1", "{}", "say_goodbye"), Finished("r1", "completed", DONE))
    assert Bye() in talk.after(6.0)
    assert HangUp() in talk.after(4.0), "and no bye of theirs is needed either"


def test_a_silent_caller_is_asked_twice_and_then_wished_goodbye() -> None:
    talk = Talk(Terms(model="m", silence=10, nudges=2))
    talk.begin()
    talk.says("r1", "i1", 2000)
    for response in ("r2", "r3"):
        talk.heard_out(2000)
        assert [type(e) for e in talk.after(10.0)] == [Note, Respond]
        talk.says(response, response, 2000)
    talk.heard_out(2000)
    assert [type(e) for e in talk.after(10.0)] == [Note, Respond]
    talk.says("r4", "bye", 1000)
    talk.heard_out(1000)
    ended = talk.after(0.0, Bye("done"))
    assert isinstance(ended[0], CallEnded)
    assert ended[0].reason == "silence"


def test_listening_to_a_long_answer_is_not_silence() -> None:
    talk = Talk(Terms(model="m", silence=10))
    talk.begin()
    talk.says("r1", "i1", 15_000)
    assert of((Note, Respond), talk.after(24.0)) == []
    assert of(Note, talk.after(1.5)) != []


def test_a_turn_that_nobody_answers_is_answered_because_we_ask() -> None:
    talk = Talk(Terms(model="m", silence=10))
    talk.begin()
    talk.says("r1", "i1", 1000)
    talk.after(2.0, CallerStarted("u1"))
    talk.after(0.2, CallerStopped("u1"))
    assert talk.after(2.4) == []
    assert talk.after(0.2) == [Respond()]


def test_the_longest_call_is_ended_with_a_goodbye() -> None:
    talk = Talk(Terms(model="m", longest=60, silence=1000))
    talk.begin()
    talk.says("r1", "i1", 1000)
    assert [type(e) for e in talk.after(60.0)] == [Note, Respond]
    talk.says("r2", "i2", 1000)
    talk.heard_out(1000)
    assert [e.reason for e in talk.after(3.0, Bye("done")) if isinstance(e, CallEnded)] == ["too_long"]


def test_who_talks_into_a_goodbye_that_must_be_is_answered_but_not_for_ever() -> None:
    talk = Talk(Terms(model="m", last_words=15))
    talk.begin()
    talk.after(1.0, Closing("transferred"))
    talk.says("r1", "i1", 4000)
    assert Bye() not in talk.after(1.0, CallerStarted("u1"))
    assert Bye() not in talk.after(1.0, CallerStopped("u1"))
    talk.says("r2", "i2", 2000)
    assert Bye() not in talk.after(1.9)
    assert Bye() in talk.after(0.2, Sync(), Sync(), Sync(), Sync())
    talk = Talk(Terms(model="m", last_words=15))
    talk.begin()
    talk.after(1.0, Closing("transferred"))
    talk.says("r1", "i1", 4000)
    talk.after(1.0, CallerStarted("u1"))
    assert Bye() in talk.after(15.0), "a caller who never stops"


def test_a_response_that_fails_is_tried_again_but_not_for_ever() -> None:
    talk = Talk()
    talk.begin()
    for response in ("r1", "r2"):
        wanted = talk.after(0.1, Started(response), Finished(response, "failed", DONE, "server_error"))
        assert wanted == [Respond()]
    wanted = talk.after(0.1, Started("r3"), Finished("r3", "failed", DONE, "server_error"))
    assert Respond() not in wanted
    assert of(Dial, wanted) == [Dial("c1", "+46701740605", 1)], "another model may fare better"


def test_a_model_that_goes_on_speaking_is_not_given_up() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.1, Started("r1"))
    for _ in range(10):
        assert of(Dial, talk.after(5.0, Speech("r1", "i1", sound(6000)))) == []


def test_a_refused_request_to_speak_is_made_again_after_the_response_it_crossed() -> None:
    talk = Talk()
    talk.begin()
    fault = Fault("conversation_already_has_active_response", "", "respond")
    assert talk.after(0.1, Started("theirs"), fault) == []
    assert talk.after(0.1, Finished("theirs", "completed", DONE)) == [Respond()]


def test_a_caller_who_hangs_up_and_a_line_that_drops_are_told_apart() -> None:
    for arrival, reason in ((Bye("hangup"), "hangup"), (Bye("error"), "error"), (PhoneGone(), "dropped")):
        talk = Talk()
        talk.begin()
        ended = talk.after(1.0, arrival)
        assert [e.reason for e in ended if isinstance(e, CallEnded)] == [reason]
        assert ended[-1] == HangUp()


def test_a_phone_that_never_says_hello_leaves_no_call_behind() -> None:
    talk = Talk(Terms(model="m", hello=10))
    assert talk.after(10.0) == [HangUp()]


def test_answer_time_and_voice_to_voice_are_measured_and_usage_is_summed() -> None:
    talk = Talk()
    talk.begin()
    talk.after(0.3, Started("r1"), Speech("r1", "i1", sound(100)))
    talk.after(0.0, Finished("r1", "completed", Usage(output_audio=1000)))
    talk.after(2.0, CallerStarted("u1"))
    talk.after(1.0, CallerStopped("u1"))
    talk.after(0.2, Started("r2"), Speech("r2", "i2", sound(100)))
    talk.after(0.0, Finished("r2", "completed", Usage(output_audio=500)))
    ended = next(e for e in talk.after(1.0, Bye("hangup")) if isinstance(e, CallEnded))
    assert ended.answer_ms == 900
    assert ended.turns_ms == (700,), "from the end of the voice, half a second before the server was sure"
    assert ended.cost_microdollars == 1500 * 64


SOONER_OR_LATER = st.sampled_from([0.0, 0.1, 0.6, 3.0, 12.0])
ARRIVALS: list[Arrival] = [
    HELLO,
    Audio(sound(20)),
    Sync(),
    Bye("hangup"),
    Bye("done"),
    UnknownFrame("news"),
    PhoneGone(),
    Dialled(CONFIGURE),
    Ready(),
    Configured(),
    Started("r1"),
    Started("r2"),
    Speech("r1", "i1", sound(200)),
    Speech("r2", "i2", sound(700)),
    Saying("i1", "Hej"),
    Said("assistant", "i1", "Hej!"),
    Said("user", "u1", ""),
    CallerStarted("u1"),
    CallerStopped("u1"),
    ToolCall("r1", "t1", "add_item", "{}"),
    ToolDone("t1", "{}"),
    ToolDone("t1", "{}", "say_goodbye"),
    ToolDone("t1", "{}", "transfer"),
    Finished("r1", "completed", DONE),
    Finished("r2", "failed", DONE),
    Fault("conversation_already_has_active_response", "", "respond"),
    Fault("invalid_value", "", "truncate-i1"),
    Fault("unknown_parameter", "", "configure"),
    Unknown("tomorrow"),
    ModelGone("1006"),
    Closing(),
    Tick(),
]


@given(st.lists(st.tuples(st.sampled_from(ARRIVALS), SOONER_OR_LATER), max_size=60))
@settings(max_examples=400, deadline=None)
def test_whatever_arrives_in_whatever_order_a_call_is_carried_to_one_end(
    arrivals: list[tuple[Arrival, float]],
) -> None:
    talk = Talk()
    talk.after(0.0, HELLO)
    for arrival, seconds in arrivals:
        talk.after(seconds, arrival)
    talk.after(0.0, PhoneGone())
    assert talk.session.over
    assert len(of(CallEnded, talk.effects)) == 1
    assert len(of(HangUp, talk.effects)) == 1
    assert talk.after(100.0, *ARRIVALS) == [], "nothing is said after the end"
    assert talk.session.deadline is None


@given(st.lists(st.tuples(st.sampled_from(ARRIVALS), SOONER_OR_LATER), max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_sound_goes_out_undeclared_and_nothing_is_truncated_beyond_what_was_received(
    arrivals: list[tuple[Arrival, float]],
) -> None:
    talk = Talk()
    talk.begin()
    received = {"i1": 0, "i2": 0}
    for arrival, seconds in arrivals:
        wanted = talk.after(seconds, arrival)
        if isinstance(arrival, Speech):
            received[arrival.item] += 200 if arrival.item == "i1" else 700
        for effect in wanted:
            if isinstance(effect, Truncate):
                assert 0 < effect.ms <= received[effect.item]
    declared = False
    for effect in talk.effects:
        match effect:
            case Sending():
                declared = True
            case Interrupt():
                declared = False
            case Audio():
                assert declared


def test_staff_take_the_call_and_one_sentence_is_said_and_heard_before_it_goes() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "i1", 1000)
    talk.heard_out(1000)
    [note, _] = of((Note, Respond), talk.after(1.0, Closing("transferred")))
    assert isinstance(note, Note)
    assert "human of the staff" in note.text
    talk.says("r2", "i2", 800)
    assert of(Bye, talk.after(0.5)) == []
    talk.heard_out(800)
    assert Bye() in talk.effects
    [ended] = of(CallEnded, talk.after(0.1, Bye("done")))
    assert isinstance(ended, CallEnded)
    assert ended.reason == "transferred"


def test_staff_end_the_call_and_not_a_word_more_is_heard() -> None:
    talk = Talk()
    talk.begin()
    talk.says("r1", "i1", 9000)
    cut = talk.after(1.0, CutOff())
    assert [type(effect) for effect in of((Interrupt, Truncate, Bye), cut)] == [Interrupt, Truncate, Bye]
    assert talk.after(0.1, Started("r2"), Speech("r2", "i2", sound(20))) == []
    [ended] = of(CallEnded, talk.after(0.1, Bye("done")))
    assert isinstance(ended, CallEnded)
    assert ended.reason == "ended_by_staff"
