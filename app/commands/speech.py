"""`listenback transcribe`: one recording, no database.

The command line starts at once because each command imports what it needs only when it runs.
"""

from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated

import typer

from app.opening import read_settings
from app.output import out, print_json
from settings.errors import ListenbackError

if TYPE_CHECKING:
    from audio.words import Transcription


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
    from app.listening import listening
    from transcribe.channels import ChannelMap
    from transcribe.passages import together
    from worker.exempt import lists_of
    from worker.learnt_names import LearntNames
    from worker.passages import redact_passages

    settings = read_settings()
    try:
        channel_map = ChannelMap.parse(channels)
    except ValueError as error:
        raise ListenbackError(f"--channels: {error}.", remedy="Write agent,customer or customer,agent.") from None
    with listening(settings, file, second_file, model=model, channel_map=channel_map) as said:
        if redact:
            cut = redact_passages(said.passages, exempt=lists_of(settings), names=LearntNames(token_bytes()))
            parts = [passage.heard for passage in cut]
        else:
            parts = [passage.heard for passage in said.passages]
    heard = together(parts, duration_s=said.duration_s, truncated=said.truncated)
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
