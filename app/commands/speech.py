"""`listenback transcribe`: one recording, no database.

The command line starts at once because each command imports what it needs only when it runs.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from app.opening import read_settings
from app.output import out, print_json
from settings.errors import ListenbackError

if TYPE_CHECKING:
    from audio.words import Transcription
    from transcribe.whisper import Device


def register(app: typer.Typer) -> None:
    app.command("transcribe")(transcribe)


def transcribe(
    file: Annotated[Path, typer.Argument(help="A recording")],
    second_file: Annotated[
        Path | None, typer.Option(help="The other side, where each was recorded into a file of its own")
    ] = None,
    model: Annotated[str, typer.Option(help="Name of a Whisper model, or a directory")] = "",
    channels: Annotated[str, typer.Option(help="Who is on the left and on the right channel")] = "agent,customer",
    redact: Annotated[bool, typer.Option("--redact", help="Cut personal data out of the words")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document")] = False,
) -> None:
    """Write down one recording. Prints the raw words by design, unless --redact is given; stores nothing."""
    from audio.confined import ConfinedDecoder, Confinement
    from audio.decode import Limits
    from redact.transcript import redact_segments
    from transcribe.channels import ChannelMap
    from transcribe.recording import transcribe_recording
    from transcribe.whisper import WhisperEngine

    settings = read_settings()
    try:
        channel_map = ChannelMap.parse(channels)
    except ValueError as error:
        raise ListenbackError(f"--channels: {error}.", remedy="Write agent,customer or customer,agent.") from None
    with ConfinedDecoder(Confinement.of(settings.speech)) as decoder:
        sound = decoder.decode(file, second_file, limits=Limits.of(settings.speech))
    device = cast("Device", settings.speech.device)
    engine = WhisperEngine.load(model or settings.speech_model, device=device, threads=settings.speech.threads)
    heard = transcribe_recording(sound, engine, channel_map=channel_map)
    if redact:
        heard = replace(heard, segments=redact_segments(heard.segments).segments)
    if as_json:
        print_json(heard.as_json())
    else:
        _print(heard)


def _print(heard: "Transcription") -> None:
    if heard.no_speech:
        out.print("Nobody speaks in this recording.")
    for segment in heard.segments:
        minutes, seconds = divmod(segment.start, 60)
        out.print(f"{int(minutes):02d}:{seconds:04.1f}  {segment.speaker.value:<9} {segment.text}", markup=False)
