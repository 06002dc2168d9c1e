"""Whether one more caller can be taken without spoiling the talk of those who are on the line: by how many
they are, and by how late the event loop runs. Pure.

A loop that is late is a hole in everybody's sound. One long step is no reason to turn anybody away, many late
beats are; and then it must be calm for a while, so that it does not flutter. Where nobody is on the line
there is nobody to be spared.
"""

from collections import deque

from pizzeria.ordering.door_events import WhyRefused

BEAT = 0.25
"""seconds between two looks at the clock"""
LATE, CALM = 0.2, 0.05
"""seconds: a beat that comes so late is bad, one that is not so late is good"""
BAD, OF = 4, 8
"""so many bad beats of so many close the door"""
GOOD = 20
"""good beats in a row open it again"""


class Admission:
    def __init__(self, most: int) -> None:
        """`most`: calls at once."""
        self._most = most
        self._late: deque[bool] = deque(maxlen=OF)
        self._good = 0
        self._slow = False

    def felt(self, lag: float) -> None:
        """One more beat came so many seconds late."""
        self._late.append(lag >= LATE)
        self._good = self._good + 1 if lag < CALM else 0
        self._slow = sum(self._late) >= BAD or (self._slow and self._good < GOOD)

    def refuses(self, calls: int) -> WhyRefused | None:
        """Why nobody can be taken beside so many; None when somebody can."""
        if calls >= self._most:
            return "full"
        return "slow" if self._slow and calls else None
