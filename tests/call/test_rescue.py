"""The model is lost in mid-call, as a list of what arrives and what is done about it."""

from datetime import timedelta

import pytest

from pizzeria.call import notes
from pizzeria.call.arrivals import Dial, Dialled, Effect, ModelGone, Phrase, RunTool, Terms, ToolDone
from pizzeria.elks.frames import Audio, Bye, Hello, Interrupt, Sync
from pizzeria.ordering.events import CallEnded, Usage
from pizzeria.ordering.line_events import ModelBack, ModelLost
from pizzeria.realtime.events import (
    EXPIRED,
    CallerStarted,
    CallerStopped,
    Configured,
    Fault,
    Finished,
    Hear,
    Note,
    Ready,
    Recall,
    Remember,
    Respond,
    Said,
    Speech,
    Started,
    ToolAnswer,
    ToolCall,
    Truncate,
)
from tests.call.talks import CONFIGURE, ZERO, Talk, audio, of, sound

MOMENT, STAFF, SORRY = sound(101), sound(102), sound(103)
PHRASES = {
    "moment": Phrase("One moment", (MOMENT,)),
    "staff": Phrase("Staff", (STAFF,)),
    "sorry": Phrase("Sorry", (SORRY,)),
}
TERMS = Terms(model="m", phrases=PHRASES)  # type: ignore[arg-type]  # its keys are what they are
DONE = Usage()
CALLER = ("c1", "+46701740605")


def begun(terms: Terms = TERMS) -> Talk:
    """The greeting was heard, and the caller has ordered something."""
    talk = Talk(terms)
    talk.begin()
    talk.after(0.1, Started("r1"), Speech("r1", "i1", sound(1000)), Said("assistant", "i1", "Hello!"))
    talk.after(0.0, Finished("r1", "completed", DONE))
    talk.heard_out(1000)
    talk.after(1.0, CallerStarted("u1"))
    talk.after(1.0, CallerStopped("u1"), Said("user", "u1", "A Funghi"))
    return talk


def back(talk: Talk, line: int = 1, order: str = "one Funghi") -> list[Effect]:
    """Another model is there, and told all."""
    return talk.after(0.1, Dialled(CONFIGURE, line, order), Ready(), Configured())


def test_another_model_is_dialled_at_once_and_told_what_was_said_and_what_counts() -> None:
    talk = begun()
    lost, dial = of((ModelLost, Dial), talk.after(0.1, ModelGone("1011")))
    assert isinstance(lost, ModelLost)
    assert lost.why == "1011"
    assert dial == Dial(*CALLER, 1)
    configure, hello, funghi, note = back(talk)
    assert configure == CONFIGURE
    assert [hello, funghi] == [Remember("assistant", "Hello!"), Remember("user", "A Funghi")]
    assert isinstance(note, Note)
    assert "Do not greet" in note.text
    assert "one Funghi" in note.text
    assert talk.after(0.3) == [Respond()]
    speaks = talk.after(0.4, Started("r9"), Speech("r9", "i9", sound(500)))
    assert of(ModelBack, speaks) == [ModelBack("c1", 800, ZERO + timedelta(seconds=talk.at))]


def test_the_caller_hears_something_within_a_second_unless_the_agent_is_back_by_then() -> None:
    talk = begun()
    talk.after(0.1, ModelGone("1011"))
    assert audio(talk.after(0.55)) == []
    assert audio(talk.after(0.1)) == [MOMENT]
    assert audio(talk.after(3.0)) == [], "once"
    quick = begun()
    quick.after(0.1, ModelGone("1011"))
    back(quick)
    quick.after(0.3, Started("r9"), Speech("r9", "i9", sound(500)), Finished("r9", "completed", DONE))
    assert audio(quick.after(5.0)) == []


def test_what_was_being_said_plays_to_its_end_before_the_caller_is_asked_for_a_moment() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"), Speech("r2", "i2", sound(4000)))
    talk.after(1.0, ModelGone("1006"))
    assert audio(talk.after(2.9)) == []
    assert audio(talk.after(0.2)) == [MOMENT]


def test_what_the_caller_says_meanwhile_is_heard_by_the_next_model() -> None:
    talk = begun()
    talk.after(0.0, Started("r2"), Speech("r2", "i2", sound(200)), Finished("r2", "completed", DONE))
    talk.after(2.0, CallerStarted("u2"), Audio(sound(21)), ModelGone("1006"), Audio(sound(22)))
    assert of(Hear, back(talk)) == [Hear(sound(21)), Hear(sound(22))], "and what it may not have answered"
    assert talk.after(0.1, CallerStarted("u3")) == []
    talk.after(0.5, CallerStopped("u3"), Started("r9"))
    assert of(Respond, talk.after(2.0)) == [], "the server's own answer is enough"


def test_what_was_answered_before_it_became_words_is_given_to_the_next_model_as_it_sounded() -> None:
    talk = begun()
    talk.after(1.0, Audio(sound(20)), CallerStarted("u2"), Audio(sound(21)), CallerStopped("u2"))
    talk.says("r2", "i2", 100)
    talk.after(0.1, Said("assistant", "i2", "And to drink?"), CallerStarted("u3"), Audio(sound(22)))
    talk.after(0.1, CallerStopped("u3"), ModelGone("1011"))
    told = back(talk)
    assert of((Remember, Recall, Hear), told)[-3:] == [
        Recall("u2", (sound(20), sound(21))),
        Remember("assistant", "And to drink?"),
        Hear(sound(22)),
    ], "in its place; what nobody has answered is said anew"
    assert notes.AS_IT_SOUNDED in str(of(Note, told))
    talk.after(0.1, Said("user", "u2", ""))
    talk.after(0.1, ModelGone("1011", 1))
    assert of(Recall, back(talk, 2)) != [], "what could not be written down is still what was said"
    talk.after(0.1, Said("user", "u2", "A salad"), ModelGone("1011", 2))
    talk.after(0.5)
    told = back(talk, 3)
    assert Remember("user", "A salad") in told
    assert of(Recall, told) == []
    assert notes.AS_IT_SOUNDED not in str(of(Note, told))


def test_a_tool_that_was_called_before_is_answered_to_the_next_model_as_a_note() -> None:
    talk = begun()
    call = ToolCall("r2", "t1", "place_order", '{"revision":3}')
    talk.after(0.1, Started("r2"), call, ModelGone("1011"))
    told = of(Note, back(talk))
    assert 'place_order({"revision":3}) is still being worked on' in str(told)
    assert of(Respond, talk.after(1.0)) == [], "it speaks when that is known"
    note, respond = talk.after(0.1, ToolDone("t1", '{"ok":true}'))
    assert respond == Respond()
    assert isinstance(note, Note)
    assert note.text.endswith('place_order({"revision":3}) answered {"ok":true}')


def test_the_answer_that_came_while_nobody_was_there_is_in_what_the_next_model_is_told() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"), ToolCall("r2", "t1", "add_item", "{}"), ModelGone("1011"))
    assert of((Note, ToolAnswer), talk.after(0.1, ToolDone("t1", '{"ok":true}'))) == []
    assert 'add_item({}) answered {"ok":true}' in str(of(Note, back(talk)))
    talk.after(2.0)
    assert len(of(Respond, talk.effects)) == 2, "the greeting, and this, once"


def test_late_frames_of_a_line_that_is_gone_mean_nothing() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"))
    assert of(Dial, talk.after(6.1)) == [Dial(*CALLER, 1)], "it said nothing for too long"
    late = (Speech("r2", "i2", sound(200)), ToolCall("r2", "t1", "end_call", "{}"), ModelGone("1000", 0))
    assert talk.after(0.0, *late) == []
    back(talk)
    assert of(Dial, talk.after(0.1, ModelGone("1000", 0))) == []


def test_of_what_another_model_said_nobody_is_told_how_much_was_heard() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"), Speech("r2", "i2", sound(9000)))
    talk.after(1.0, ModelGone("1006"))
    back(talk)
    cut = talk.after(0.1, CallerStarted("u2"))
    assert of(Interrupt, cut) == [Interrupt()]
    assert of(Truncate, cut) == []


def test_tries_are_few_and_then_staff_take_the_call() -> None:
    talk = begun()
    dialled = [talk.after(0.0, ModelGone("503", line)) for line in range(4)]
    assert [of(Dial, each) for each in dialled] == [
        [Dial(*CALLER, 1, 0.0)],
        [Dial(*CALLER, 2, 0.5)],
        [Dial(*CALLER, 3, 1.5)],
        [],
    ]
    [errand] = of(RunTool, dialled[-1])
    assert isinstance(errand, RunTool)
    assert errand.name == "transfer_to_staff"
    told = talk.after(0.1, ToolDone(errand.id, "{}", "transfer"))
    assert audio(told) == [STAFF]
    assert Bye() not in told
    assert Bye() in talk.after(0.2, Sync(), Sync(), Sync(), Sync())
    [ended] = of(CallEnded, talk.after(0.1, Bye("done")))
    assert isinstance(ended, CallEnded)
    assert ended.reason == "model_lost"


def test_when_not_even_staff_can_be_asked_the_caller_is_told_to_call_again() -> None:
    talk = begun()
    for line in range(4):
        talk.after(0.0, ModelGone("503", line))
    assert audio(talk.after(3.1)) == [SORRY]
    assert Bye() in talk.after(3.0)


@pytest.mark.parametrize("code", ["insufficient_quota", "invalid_api_key", "model_not_found"])
def test_a_house_that_will_not_serve_us_is_not_asked_twice(code: str) -> None:
    talk = begun()
    wanted = talk.after(0.1, Fault(code, "", ""), ModelGone("4000"))
    assert of(Dial, wanted) == []
    assert [type(each) for each in of(RunTool, wanted)] == [RunTool]
    failed = begun()
    wanted = failed.after(0.1, Started("r2"), Finished("r2", "failed", DONE, "", code))
    assert of((Dial, Respond), wanted) == []
    assert len(of(RunTool, wanted)) == 1


def test_where_there_is_another_model_it_takes_over_before_any_human_must() -> None:
    talk = begun(Terms(model="m", phrases=TERMS.phrases, standby=True))
    wanted = talk.after(0.1, ModelGone("no money", for_good=True))
    assert of((Dial, RunTool), wanted) == [Dial(*CALLER, 1, 0.0, standby=True)]
    assert of(Note, back(talk)) != []
    wanted = [each for line in range(1, 5) for each in talk.after(0.0, ModelGone("no", line))]
    assert len(of(RunTool, wanted)) == 1, "and when it is lost, too, a human must"


def test_who_never_got_a_model_is_greeted_by_the_one_that_comes() -> None:
    talk = Talk(TERMS)
    talk.after(0.0, Hello("c1", "+46701740605", "+4600700001"))
    assert of(Dial, talk.after(0.1, ModelGone("refused"))) == [Dial(*CALLER, 1)]
    assert audio(talk.after(0.7)) == [MOMENT]
    assert back(talk) == [CONFIGURE]
    assert of(Respond, talk.after(0.6)) == [Respond()]


def test_a_model_that_takes_the_call_and_never_says_a_word_is_given_up_for_another() -> None:
    talk = Talk(TERMS)
    talk.after(0.0, Hello("c1", "+46701740605", "+4600700001"))
    talk.after(0.1, Dialled(CONFIGURE))
    assert of(Dial, talk.after(3.8)) == []
    assert of(Dial, talk.after(0.2)) == [Dial(*CALLER, 1)]
    back(talk)
    assert of(Respond, talk.after(0.6)) == [Respond()]


def test_a_model_that_is_slow_to_answer_is_waited_for_but_the_caller_is_asked_for_a_moment() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"))
    assert audio(talk.after(2.8)) == []
    assert audio(talk.after(0.3)) == [MOMENT]
    talk.after(1.0, Speech("r2", "i2", sound(500)), Finished("r2", "completed", DONE))
    assert of(Dial, talk.effects) == [Dial(*CALLER)]


def test_a_goodbye_that_was_lost_is_said_by_the_next_model_and_ends_the_call() -> None:
    talk = begun()
    talk.after(0.1, Started("r2"), ToolCall("r2", "t1", "end_call", "{}"), Finished("r2", "completed", DONE))
    talk.after(0.1, ToolDone("t1", "{}", "say_goodbye"))
    talk.after(0.1, Started("r3"), ModelGone("1011"))
    assert of(Respond, back(talk)) == [Respond()]
    talk.says("r9", "i9", 500)
    talk.heard_out(600)
    assert Bye() in talk.effects
    assert of(CallEnded, talk.after(0.1, Bye("done"))) != []


def test_a_session_near_its_end_is_replaced_between_two_turns_without_a_word() -> None:
    talk = Talk(Terms(model="m", phrases=TERMS.phrases, silence=10_000.0, longest=10_000.0))
    talk.after(0.0, Hello("c1", "+46701740605", "+4600700001"))
    talk.after(0.0, Dialled(CONFIGURE), Ready(ZERO.timestamp() + 3600), Configured())
    talk.says("r1", "i1", 1000)
    talk.after(0.0, Said("assistant", "i1", "Hello!"))
    talk.heard_out(1000)
    assert of(Dial, talk.after(3478.0)) == []
    talk.after(0.5, CallerStarted("u1"))
    assert of(Dial, talk.after(1.0)) == [], "not while the caller speaks"
    talk.after(1.0, CallerStopped("u1"), Started("r2"), Speech("r2", "i2", sound(500)))
    talk.after(0.0, Finished("r2", "completed", DONE))
    assert of((Dial, ModelLost), talk.after(1.0)) == [Dial(*CALLER, 1)]
    assert of(Remember, back(talk)) != []
    assert talk.after(5.0) == []


def test_an_expired_session_is_a_lost_one() -> None:
    talk = begun()
    assert of(Dial, talk.after(0.1, Fault(EXPIRED, "60 minutes", ""))) == [Dial(*CALLER, 1)]
    assert of(Dial, talk.after(0.0, ModelGone("1001", 0))) == []


def test_what_the_next_model_is_told_is_the_last_of_a_long_talk_and_no_more() -> None:
    talk = begun()
    for n in range(200):
        talk.after(0.1, Said("assistant", f"x{n}", f"{n} " * 20))
    talk.after(0.1, ModelGone("1011"))
    told = [each.text for each in of(Remember, back(talk)) if isinstance(each, Remember)]
    assert sum(map(len, told)) <= 6_000
    assert len(told) <= 60
    assert told[-1].startswith("199")
