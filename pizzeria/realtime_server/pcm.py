"""Raw sound on the model's wire: 16 bit, little-endian, mono; its bytes against its milliseconds."""

RATE = 24_000
"""samples a second"""
SAMPLE_BYTES = 2


def byte_count(milliseconds: int, rate: int = RATE) -> int:
    return milliseconds * rate // 1000 * SAMPLE_BYTES


def duration_ms(size: int, rate: int = RATE) -> float:
    """Of so many bytes of raw sound."""
    return size * 1000 / (rate * SAMPLE_BYTES)
