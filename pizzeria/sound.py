"""Sound as it crosses both wires: base64 of pcm, 24 kHz, 16 bit, mono. Pure; nothing is ever decoded."""

BYTES_PER_MS = 48
"""24 samples of two bytes"""

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


def is_base64(data: str) -> bool:
    """Whether this can be copied between quotes in a frame for the other wire and mean only sound.

    About 0.7 µs for 20 ms, a quarter of a decode: what matters here is that no stray quote can speak.
    """
    if not data.isascii() or len(data) % 4:
        return False
    return not data.encode().translate(None, _ALPHABET)


def duration_ms(data: str) -> float:
    """How long base64 sound plays, from its length alone."""
    padding = 2 if data.endswith("==") else 1 if data.endswith("=") else 0
    return (len(data) // 4 * 3 - padding) / BYTES_PER_MS
