"""How a caller puts right a name that was read back wrongly: says it again, and spells it when asked to."""

from collections.abc import Iterator


def again(name: str) -> str:
    return f"No, the name is {name}."


def spelt(name: str) -> str:
    """ "Henrik Lund" as `H-E-N-R-I-K, Lund.`"""
    first, *rest = name.split()
    return f"{', '.join(['-'.join(first.upper()), *rest])}."


def all_ways(name: str) -> Iterator[str]:
    yield again(name)
    yield spelt(name)
