"""Everything this program raises on purpose, as one tree."""


class PizzeriaError(Exception):
    """The root: catching this catches whatever the house raised on purpose, and nothing else."""


class Refused(PizzeriaError):
    """The house says no. `code` is stable and for programs; `say` can be spoken to a caller."""

    def __init__(self, code: str, say: str, **details: object) -> None:
        super().__init__(f"{code}: {say}")
        self.code = code
        self.say = say
        self.details = details


class ProtocolError(PizzeriaError):
    """The other end (phone or model) broke its word."""


class Unreachable(PizzeriaError):
    """The other end is not there, or not there in time."""


class TurnedAway(Unreachable):
    """The other end is there and will not have us, however often we ask: a key, a model's name."""


class SetupError(PizzeriaError):
    """Wrong settings or menu. The message names the file, the key and what was expected."""


class TapeError(PizzeriaError):
    """A scenario that does not play. The message says at which line."""
