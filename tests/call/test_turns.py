"""Whose turn it is: the agent is never asked to speak twice at once, and never forgotten."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.call.turns import Turns


@dataclass
class Server:
    """A realtime server with voice activity detection, which refuses a second response at once."""

    turns: Turns = field(default_factory=Turns)
    at: float = 0.0
    active: str = ""
    asked: int = 0
    made: int = 0
    will_answer: bool = False
    pending: int = 0

    def start(self) -> None:
        self.made += 1
        self.active = f"r{self.made}"
        self.turns.started(self.active)

    def do(self, step: str) -> None:
        match step:
            case "caller starts" if not self.turns.caller_speaking:
                self.turns.caller_started()
                self.will_answer = False
                self.finish()
            case "caller stops" if self.turns.caller_speaking:
                self.turns.caller_stopped(self.at)
                self.will_answer = True
            case "server answers" if self.will_answer:
                self.will_answer = False
                self.start()
            case "finish":
                self.finish()
            case "tool" if self.active:
                self.turns.tool_called()
                self.pending += 1
            case "tool answer" if self.pending:
                self.turns.tool_answered()
                self.pending -= 1
            case "owe":
                self.turns.owe()
            case "time passes":
                self.at += 0.3
                if self.will_answer and self.at > 0.5:
                    self.do("server answers")
        self.go_on()

    def finish(self) -> None:
        if self.active:
            self.turns.finished(self.active)
            self.active = ""

    def go_on(self) -> None:
        if self.turns.due(self.at):
            assert not self.active, "asked for a second response while one is being made"
            assert not self.pending, "asked while a tool's answer is missing"
            assert not self.turns.caller_speaking, "asked while the caller speaks"
            self.asked += 1
            self.start()


STEPS = st.sampled_from(
    ["caller starts", "caller stops", "server answers", "finish", "tool", "tool answer", "owe", "time passes"]
)


@given(st.lists(STEPS, max_size=60))
@settings(max_examples=400, deadline=None)
def test_there_are_never_two_responses(steps: list[str]) -> None:
    server = Server()
    for step in steps:
        server.do(step)


@given(st.lists(STEPS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_what_is_owed_is_said_in_the_end(steps: list[str]) -> None:
    server = Server()
    for step in steps:
        server.do(step)
    said = server.made
    server.turns.owe()
    for step in ["caller stops", *["tool answer"] * 60, "finish", "time passes", "time passes", "finish"]:
        server.do(step)
    for _ in range(5):
        server.do("time passes")
    assert server.made > said
    assert not server.turns.owes


def test_two_tools_in_one_breath_are_answered_by_one_response() -> None:
    server = Server()
    server.do("owe")
    for step in ["tool", "tool", "tool answer", "finish", "tool answer"]:
        server.do(step)
    assert (server.asked, server.made) == (2, 2)


def test_what_the_server_refused_is_owed_until_its_own_response_is_finished() -> None:
    turns = Turns()
    turns.owe()
    assert turns.due(at=0.0)
    turns.refused()
    assert not turns.due(at=0.1), "one is running there"
    turns.finished("the one we did not know of")
    assert turns.due(at=0.2)


def test_the_servers_own_answer_is_waited_for_but_not_for_ever() -> None:
    turns = Turns()
    turns.caller_started()
    turns.owe()
    turns.caller_stopped(at=5.0)
    assert not turns.due(at=5.5)
    assert turns.due(at=6.1)
