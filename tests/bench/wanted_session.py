"""How the two plain bridges configure the model: hearing and speaking, and nothing to do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai.types.realtime import RealtimeSessionCreateRequestParam

SESSION: "RealtimeSessionCreateRequestParam" = {
    "type": "realtime",
    "instructions": "You take orders for a pizzeria.",
    "output_modalities": ["audio"],
    "audio": {
        "input": {"format": {"type": "audio/pcm", "rate": 24000}, "turn_detection": {"type": "server_vad"}},
        "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": "marin"},
    },
}
