"""The kitchen as it says it is: how far behind, and whether it takes orders at all."""

from dataclasses import dataclass

LONGEST_BEHIND = 180
"""minutes; a kitchen that is further behind takes no orders"""


@dataclass(frozen=True, slots=True)
class Kitchen:
    behind_minutes: int = 0
    """how much longer everything takes than the house says, 0 to LONGEST_BEHIND"""
    taking_orders: bool = True
    """false: nothing can be placed, and callers are sent to staff"""

    def takes(self, usual: int) -> int:
        """Minutes now, for what takes so many in this house: the one place where lateness is added."""
        return usual + self.behind_minutes
