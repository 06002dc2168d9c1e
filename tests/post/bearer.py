"""A house that dies while it delivers: `python -m tests.post.bearer DATABASE COMPANY WHEN`.

WHEN is "before" (the letter is taken, nothing is sent), "after" (it is sent, and the answer not yet written
down) or "never". It dies as a machine does whose plug is pulled: nothing is tidied up.
"""

import asyncio
import os
import signal
import sys

from pizzeria.outbox.decisions import Outcome
from pizzeria.post.postman import Postman
from pizzeria.replay.doubles.company.company import Company
from pizzeria.store.errands import Errand
from tests.clock import StoppedClock
from tests.post.offices import open_messages


async def bear(database_url: str, base_url: str, when: str) -> None:
    clock, company = StoppedClock(), Company()
    company.port = int(base_url.rpartition(":")[2].partition("/")[0])
    async with open_messages(database_url, clock, company) as office:

        async def deliver(errand: Errand) -> Outcome:
            if when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            outcome = await office.texts.deliver(errand)
            if when == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return outcome

        await Postman(office.store.outbox, "sms", deliver, clock).round()


if __name__ == "__main__":
    asyncio.run(bear(*sys.argv[1:]))
