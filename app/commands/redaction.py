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
from audio.words import Segment
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
    from worker.exempt import lists_of

    content = sys.stdin.read() if str(file) == "-" else _read(file)
    exempt = lists_of(read_settings())
    redacted: dict[str, Any]
    if content.lstrip().startswith("{"):
        result = redact_segments(_segments(content, file), exempt=exempt)
        redacted = {
            "text": "\n".join(segment.text for segment in result.segments),
            "entities": [entity.as_json() for entity in result.entities],
        }
    else:
        redacted = redact_text(content, exempt).as_json()
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
    """Transcribe a recording, cut personal data out of its words and silence the same spans of its sound.

    As in the pipeline, what is heard around the cuts is listened to again, unless the settings say otherwise.
    """
    from app.listening import listening
    from audio.decode import SPEECH_RATE
    from audio.encode import opus_packets, write_opus
    from worker.exempt import lists_of
    from worker.learnt_names import LearntNames
    from worker.passages import redact_passages

    texts: list[str] = []
    entities: list[dict[str, object]] = []

    def silenced(passages: Iterable["Passage"]) -> "Iterator[Sound]":
        """Notes words and cuts while the sound goes by."""
        names, checking = LearntNames(token_bytes()), said.engine if settings.redaction.second_listen else None
        for passage in redact_passages(passages, exempt=exempt, names=names, engine=checking):
            texts.extend(segment.text for segment in passage.heard.segments)
            entities.extend(cut.as_json() for cut in passage.cuts)
            yield passage.silenced

    settings = read_settings()
    exempt = lists_of(settings)
    with listening(settings, file, model=model) as said:
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


def _segments(content: str, file: Path) -> tuple[Segment, ...]:
    from redact.documents import NotATranscript, read_segments

    try:
        return read_segments(orjson.loads(content))
    except (orjson.JSONDecodeError, NotATranscript) as error:
        wrong = error.missing if isinstance(error, NotATranscript) else str(error)
        raise ListenbackError(
            f"{file} is no transcript: {wrong}.",
            remedy="Give the document that transcribe --json prints, or plain text.",
        ) from None
