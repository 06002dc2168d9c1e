"""46elks on this machine, by hand: python -m pizzeria.replay.doubles.company

Prints the settings that lead `pizzeria connect` here, and rings the pizzeria for each line that is typed. The
public name that `connect` wants leads to 127.0.0.1:8000, as far as this 46elks is concerned.
"""

import argparse
import asyncio
import sys

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.world import Person

NUMBER = "+46846500411"
CALLER = "+46709876543"
STAFF = "+46701740605"
PUBLIC = "https://pizza.example.com"


async def run(port: int, house: str) -> None:
    async with Company(port=port) as company:
        company.rent(NUMBER, "fixed")
        company.world.lead(PUBLIC, house)
        company.world.people[STAFF] = Person()
        say(f"ELKS_API_USERNAME={company.username}")
        say(f"ELKS_API_PASSWORD={company.password}")
        say(f"ELKS_BASE_URL={company.base_url}")
        say(f"PIZZERIA_PUBLIC_URL={PUBLIC}")
        say(f"\nEnter rings {NUMBER} from {CALLER}; the end of input ends it.")
        while await asyncio.to_thread(sys.stdin.readline):
            await ring(company)


async def ring(company: Company) -> None:
    """One call, hung up after the first words."""
    call = company.ring(CALLER, NUMBER)
    try:
        phone = await call.phone()
        await phone.answered()
        say(f"{phone.heard_ms / 1000:.1f} s of the agent heard")
        await call.hang_up()
    except Unreachable:
        say("the agent was not reached")
    say(f"{await call.over()}: {', '.join(leg['to'] + ' ' + leg['state'] for leg in call.legs) or 'no leg'}")
    await company.settled()
    for fault in company.faults:
        say(f"not as 46elks wants it: {fault}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="46elks on this machine, to try things by hand")
    parser.add_argument("--port", type=int, default=8046)
    parser.add_argument("--house", default="http://127.0.0.1:8000", help="where the pizzeria listens")
    wanted = parser.parse_args()
    asyncio.run(run(wanted.port, wanted.house))
