"""Tool calls, and what is learnt from every answer."""

from collections.abc import Mapping

from pizzeria.ordering.menu import Menu
from pizzeria.voice.wits.acts import Answer, Call, Steps
from pizzeria.voice.wits.spoken import aloud
from pizzeria.voice.wits.talk import Talk
from pizzeria.voice.wits.ticket import Ticket, ticket_of

NO_ORDERS = "The kitchen takes no orders"
EDITS = ("add_item", "choose_toppings", "change_item", "remove_item", "choose_pickup", "confirm_address")


class Tools:
    def __init__(self, menu: Menu, talk: Talk) -> None:
        self.menu = menu
        self.talk = talk

    def use(self, tool: str, /, **arguments: object) -> Steps:
        """Calls a tool and takes in its answer. What is None is left out."""
        talk = self.talk
        talk.stale = True
        talk.underway = Call(tool, {key: value for key, value in arguments.items() if value is not None})
        answer = yield talk.underway
        talk.stale, talk.underway = False, None
        answer = answer or {"ok": False, "code": "trouble", "say": "I am sorry, something went wrong."}
        if isinstance(cart := answer.get("cart"), Mapping):
            talk.ticket = ticket_of(cart, self.menu)
        if answer.get("ok") and tool in EDITS:
            talk.revision = None
        if str(answer.get("next", "")).startswith(NO_ORDERS) and not talk.closed:
            talk.closed = True
            told = yield from self.use("review_order")
            self.refused(told)
        return answer

    def look_again(self) -> Steps:
        """The answer to a call was lost: see what the order is now."""
        answer = yield from self.use("review_order")
        if answer.get("code") == "empty_cart":
            self.talk.ticket = Ticket()
        return answer

    def refused(self, answer: Answer) -> None:
        """What the house says no with is said."""
        if not answer.get("ok"):
            self.talk.unsaid.append(self.aloud(answer.get("say")))

    def aloud(self, sentence: object) -> str:
        return aloud(str(sentence or ""), self.menu.currency)
