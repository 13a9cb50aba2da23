"""`listenback redact text|audio`: cut personal data out of a file, with no database."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from typing import IO, TYPE_CHECKING, Annotated, Any

import orjson
import typer

from app.opening import read_settings
from app.output import errors, out, print_json
from audio.words import Segment, Speaker, Word
from settings.errors import ListenbackError

if TYPE_CHECKING:
    from audio.sound import Sound
    from transcribe.passages import Passage

group = typer.Typer(help="Cut personal data out of text or sound.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="redact")


@group.command("text")
def text(
    file: Annotated[Path, typer.Argument(help="One utterance a line, or a transcript as JSON; - reads standard input")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the text and the spans, never the values")] = False,
) -> None:
    """Redact a text or a transcript."""
    from redact.text import redact_text
    from redact.transcript import redact_segments

    content = sys.stdin.read() if str(file) == "-" else _read(file)
    redacted: dict[str, Any]
    if content.lstrip().startswith("{"):
        result = redact_segments(_segments(content, file))
        redacted = {
            "text": "\n".join(segment.text for segment in result.segments),
            "entities": [entity.as_json() for entity in result.entities],
        }
    else:
        redacted = redact_text(content).as_json()
    if as_json:
        print_json(redacted)
    else:
        out.print(redacted["text"], markup=False)


@group.command("audio")
def audio(
    file: Annotated[Path, typer.Argument(help="A recording")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where the silenced sound goes (.opus)")] = None,
    model: Annotated[str, typer.Option(help="Name of a Whisper model, or a directory")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the text and the spans, never the values")] = False,
) -> None:
    """Transcribe a recording, cut personal data out of its words and silence the same spans of its sound."""
    from app.listening import listening
    from audio.decode import SPEECH_RATE
    from audio.encode import opus_packets, write_opus
    from redact.exemptions import NO_EXEMPTIONS
    from worker.learnt_names import LearntNames
    from worker.passages import redact_passages

    texts: list[str] = []
    entities: list[dict[str, object]] = []

    def silenced(passages: Iterable["Passage"]) -> "Iterator[Sound]":
        """Notes words and cuts while the sound goes by."""
        for passage in redact_passages(passages, exempt=NO_EXEMPTIONS, names=LearntNames(token_bytes())):
            texts.extend(segment.text for segment in passage.heard.segments)
            entities.extend(
                {"type": one.type.value, "speaker": one.speaker.value, "start": one.start, "end": one.end}
                for one in passage.entities
            )
            yield passage.silenced

    with listening(read_settings(), file, model=model) as said:
        if output is None:
            deque(silenced(said.passages), maxlen=0)
        else:
            with whole_file(output) as written:
                packets = opus_packets(silenced(said.passages))
                write_opus(written, packets, channels=said.channels, rate=SPEECH_RATE, length=said.length)
            errors.print(f"silenced sound written to {output}")
    if as_json:
        print_json({"text": "\n".join(texts), "entities": entities})
    elif output is None:
        out.print("\n".join(texts), markup=False)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that disappears again where the writing fails. Raises ListenbackError."""
    try:
        file = path.open("wb")
    except OSError as error:
        raise ListenbackError(f"{path} cannot be written: {error.strerror}.", remedy="Choose another path.") from None
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ListenbackError(f"{file} cannot be read: {error.strerror}.", remedy="Check its path.") from None
    except UnicodeDecodeError:
        raise ListenbackError(f"{file} is no UTF-8 text.", remedy="For a recording use: redact audio.") from None


def _segments(content: str, file: Path) -> list[Segment]:
    try:
        return [
            Segment(
                speaker=Speaker(segment.get("speaker", "unknown")),
                start=float(segment["start"]),
                end=float(segment["end"]),
                words=tuple(
                    Word(str(word["word"]), float(word["start"]), float(word["end"]), float(word.get("probability", 1)))
                    for word in segment["words"]
                ),
            )
            for segment in orjson.loads(content)["segments"]
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise ListenbackError(
            f"{file} is no transcript: {type(error).__name__} {error}.",
            remedy="Give the document that transcribe --json prints, or plain text.",
        ) from None
