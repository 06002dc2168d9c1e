"""What a response costs, in tokens, as OpenAI counts: a caller's token each 100 ms, an agent's each 50 ms."""

from dataclasses import dataclass

from pizzeria.realtime_server.items import Items, words_in
from pizzeria.realtime_server.reply import Reply
from pizzeria.realtime_server.shapes import Json

CALLER_MS = 100
AGENT_MS = 50


@dataclass(slots=True)
class Bill:
    """Every response pays for the whole conversation again; what the last one paid for is cached."""

    caller_ms: float = 0.0
    """speech committed so far"""
    _text: int = 0
    _audio: int = 0

    def usage(self, reply: Reply, items: Items, session: Json) -> Json:
        said = round(reply.spoken_ms / AGENT_MS)
        wrote = words_in([item.document for item in reply.output]) + 1
        standing = (len(session["instructions"]) + len(str(session["tools"]))) // 4
        text = standing + max(0, words_in(items.documents) - wrote)
        audio = round(self.caller_ms / CALLER_MS + max(0.0, items.audio_ms - reply.spoken_ms) / AGENT_MS)
        cached_text, cached_audio = min(self._text, text), min(self._audio, audio)
        self._text, self._audio = text, audio
        return {
            "total_tokens": text + audio + wrote + said,
            "input_tokens": text + audio,
            "output_tokens": wrote + said,
            "input_token_details": {
                "text_tokens": text,
                "audio_tokens": audio,
                "image_tokens": 0,
                "cached_tokens": cached_text + cached_audio,
                "cached_tokens_details": {
                    "text_tokens": cached_text,
                    "audio_tokens": cached_audio,
                    "image_tokens": 0,
                },
            },
            "output_token_details": {"text_tokens": wrote, "audio_tokens": said},
        }
