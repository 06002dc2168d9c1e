"""The codecs of both wires, under a fuzzer that sees which lines its bytes reach: `-m tests.fuzz.codecs`.

For a minute, as the last part of `make fuzz`, where atheris is installed (`.venv/bin/pip install atheris`;
not every machine has it). Nothing raises, and what is passed on as sound is base64 to the last character.
"""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 60
SEEDS = (
    b'{"t":"hello","callid":"c1","from":"+46701740605","to":"+4600700001"}',
    b'{"t":"audio","data":"AAAA"}',
    b'{"t":"bye","reason":"hangup","message":""}',
    b'{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"AAAA"}',
    b'{"type":"response.function_call_arguments.done","response_id":"r","call_id":"c","name":"n","arguments":"{}"}',
    b'{"type":"response.done","response":{"id":"r","status":"failed","usage":{"input_tokens":1}}}',
    b'{"type":"error","error":{"code":"c","message":"m","event_id":"e"}}',
    b'{"type":"session.created","session":{"expires_at":1}}',
)
MISSING = "atheris is not installed: the codecs were not fuzzed by coverage. .venv/bin/pip install atheris"


def main() -> None:
    if find_spec("atheris") is None:
        print(MISSING)  # noqa: T201 - whoever asked for it wants to know
        return
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            (Path(folder) / str(number)).write_bytes(seed)
        sys.exit(subprocess.run([sys.executable, "-m", "tests.fuzz.codecs", folder], check=False).returncode)


def fuzz(folder: str) -> None:
    """Does not return: whoever fuzzes ends the process."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["pizzeria"]):
        frames = import_module("pizzeria.elks.frames")
        openai = import_module("pizzeria.realtime.openai")
        beta = import_module("pizzeria.realtime.beta")
        is_base64 = import_module("pizzeria.sound").is_base64
        speech = import_module("pizzeria.realtime.events").Speech

    def one_input(data: bytes) -> None:
        heard = [frames.decode(data), frames.decode(data.decode(errors="surrogateescape"))]
        said = [openai.decode(data), beta.Beta().decode(data)]
        sound = [each.data for each in heard if isinstance(each, frames.Audio)]
        sound += [each.data for each in said if isinstance(each, speech)]
        assert all(map(is_base64, sound)), sound

    limits = [f"-max_total_time={SECONDS}", "-max_len=4096", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *limits, folder], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1]) if sys.argv[1:] else main()
