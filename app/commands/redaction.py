"""`listenback redact text|audio`: cut personal data out of a file, with no database."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import orjson
import typer

from app.opening import read_settings
from app.output import errors, out, print_json
from audio.words import Segment, Speaker, Word
from settings.errors import ListenbackError

if TYPE_CHECKING:
    from transcribe.whisper import Device

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
    from audio.confined import ConfinedDecoder, Confinement
    from audio.decode import Limits
    from audio.encode import encode_opus
    from redact.sound import redact_sound
    from redact.transcript import redact_segments
    from transcribe.recording import transcribe_recording
    from transcribe.whisper import WhisperEngine

    settings = read_settings()
    with ConfinedDecoder(Confinement.of(settings.speech)) as decoder:
        sound = decoder.decode(file, limits=Limits.of(settings.speech))
    device = cast("Device", settings.speech.device)
    engine = WhisperEngine.load(model or settings.speech_model, device=device, threads=settings.speech.threads)
    heard = transcribe_recording(sound, engine)
    result = redact_segments(heard.segments)
    if output is not None:
        silenced = redact_sound(sound, heard.segments, result.entities, channel_of=heard.channel_of)
        output.write_bytes(encode_opus(silenced))
        errors.print(f"silenced sound written to {output}")
    if as_json:
        print_json(
            {
                "text": result.text,
                "entities": [
                    {"type": one.type.value, "speaker": one.speaker.value, "start": one.start, "end": one.end}
                    for one in result.entities
                ],
            }
        )
    elif output is None:
        out.print(result.text, markup=False)


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
