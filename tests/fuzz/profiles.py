"""How long is looked for what breaks: in the suite a few examples, the same each time; in `make fuzz` as many
times more, by chance.
"""

from hypothesis import HealthCheck, settings

FEW = 100
"""hypothesis' own, of the suite"""
_UNLIKE_OTHERS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def register() -> None:
    """`suite`, which is in force from now on; `fuzz` and `deep`, for pytest's --hypothesis-profile."""
    settings.register_profile("suite", derandomize=True, deadline=None, database=None, max_examples=FEW)
    calm = settings(deadline=None, print_blob=True, suppress_health_check=_UNLIKE_OTHERS)
    settings.register_profile("fuzz", calm, max_examples=50 * FEW)
    settings.register_profile("deep", calm, max_examples=1_000 * FEW)
    settings.load_profile("suite")


def examples(few: int) -> settings:
    """So many in the suite, and proportionally more elsewhere."""
    times = settings.default.max_examples // FEW if settings.default else 1
    return settings(max_examples=few * max(1, times), suppress_health_check=_UNLIKE_OTHERS)
