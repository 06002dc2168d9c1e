"""Typed words become a caller's sound, through the model the house talks to, for who has no microphone."""

from base64 import b64decode

from pizzeria.errors import Unreachable
from pizzeria.realtime.connection import Connection, Realtime
from pizzeria.realtime.events import Configure, Finished, Respond, Speech, Typed
from pizzeria.sound import PCM

READ_ALOUD = (
    "You lend your voice to somebody who types. Say exactly what they write, word for word, as they would "
    "say it on the telephone: no answer, no greeting, nothing before it and nothing after it."
)


class SpokenFor:
    """A session of its own for each sentence, which knows nothing of any call."""

    def __init__(self, realtime: Realtime, voice: str, transcription_model: str) -> None:
        self._realtime = realtime
        self._session = Configure(
            instructions=READ_ALOUD,
            tools=(),
            voice=voice,
            language="en",
            transcription_model=transcription_model,
            sound=PCM,
        )

    async def __call__(self, text: str) -> bytes:
        """16 bit, 24 kHz, mono. Raises Unreachable when the model is not there, or says nothing."""
        connection = await self._realtime.connect()
        try:
            for command in (self._session, Typed(text), Respond()):
                await connection.send(command)
            return await _sound(connection)
        finally:
            await connection.close()


async def _sound(connection: Connection) -> bytes:
    pieces: list[bytes] = []
    async for event in connection.events():
        match event:
            case Speech(data=data):
                pieces.append(b64decode(data))
            case Finished() if pieces:
                return b"".join(pieces)
            case Finished(why=why):
                raise Unreachable(f"the model said nothing of it: {why or 'it does not say why'}")
    raise Unreachable(f"the model closed: {connection.closed_because}")
