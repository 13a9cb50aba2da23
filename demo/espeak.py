"""espeak-ng through its shared library, because only the library tells when each phone starts.

Structures and numbers are those of `espeak-ng/speak_lib.h` (version 1.51). The library keeps global
state: one `Espeak` per process, one thread. Breath and flutter go on from the sentence before, so the same
text gives the same times but not quite the same samples.
"""

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from demo.voices import Synthesis, TokenPhone, VoiceMissingError

LIBRARY = "libespeak-ng.so.1"
_SYNCHRONOUS, _PHONEME_EVENTS = 2, 1
_RATE_PARAMETER, _USUAL_WORDS_PER_MINUTE = 1, 175
_UTF8 = 1
_LIST_END, _WORD, _END, _PHONEME = 0, 1, 5, 7


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class _Mark:
    """A word or phone event: 0-based character position of its word, sample at which it starts."""

    kind: int
    position: int
    sample: int
    name: str


class Espeak:
    """The espeak-ng library, ready to speak."""

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL(LIBRARY)
        except OSError as error:
            raise VoiceMissingError("espeak-ng is not installed: apt-get install libespeak-ng1") from error
        self._rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS)
        self._voice = ""
        self._chunks: list[np.ndarray[tuple[int], np.dtype[np.int16]]] = []
        self._marks: list[_Mark] = []
        # The library calls this for as long as it lives, so the object must live as long.
        self._callback = _Callback(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: str, speed: float) -> Synthesis:
        """See `demo.voices.Synthesiser`."""
        self._choose(voice)
        self._library.espeak_SetParameter(_RATE_PARAMETER, round(_USUAL_WORDS_PER_MINUTE * speed), 0)
        self._chunks, self._marks = [], []
        spoken = text.encode()
        self._library.espeak_Synth(spoken, len(spoken) + 1, 0, 1, 0, _UTF8, None, None)
        return Synthesis(np.concatenate(self._chunks), self._rate, _phones(text, self._marks, self._rate))

    def _choose(self, voice: str) -> None:
        if voice != self._voice and self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise VoiceMissingError(f"espeak-ng has no voice {voice!r}: apt-get install espeak-ng-data")
        self._voice = voice

    def _take(self, wave: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]") -> int:
        if count > 0:
            self._chunks.append(np.ctypeslib.as_array(wave, (count,)).astype(np.int16))
        index = 0
        while (event := events[index]).type != _LIST_END:
            if event.type in {_WORD, _PHONEME, _END}:
                name = bytes(event.id.string).decode() if event.type == _PHONEME else ""
                self._marks.append(_Mark(event.type, event.text_position - 1, event.sample, name))
            index += 1
        return 0


def _phones(text: str, marks: list[_Mark], rate: int) -> tuple[TokenPhone, ...]:
    """Every phone with the token it belongs to; each ends where the next begins.

    espeak-ng speaks some pairs as one word ("of the"): their phones are shared out by spelling length.
    """
    starts = _token_starts(text)
    spans = []
    for mark, following in pairwise(marks):
        if mark.kind == _PHONEME and mark.name and not mark.name.startswith(("_", ";")):
            token = max(index for index, start in enumerate(starts) if start <= max(mark.position, 0))
            spans.append(TokenPhone(token, mark.name, mark.sample / rate, following.sample / rate))
    return tuple(_shared_out(spans, text.split()))


def _token_starts(text: str) -> list[int]:
    return [0] + [index + 1 for index, letter in enumerate(text) if letter == " "]


def _shared_out(spans: list[TokenPhone], tokens: list[str]) -> list[TokenPhone]:
    """Give every token without phones its part of the phones of the token before it."""
    owned = sorted({span.token for span in spans})
    result = []
    for owner, following in zip(owned, [*owned[1:], len(tokens)], strict=True):
        own = [span for span in spans if span.token == owner]
        lengths = [len(token) for token in tokens[owner:following]]
        ends = np.cumsum(lengths) / sum(lengths)
        for index, span in enumerate(own):
            part = int(np.searchsorted(ends, (index + 0.5) / len(own)))
            result.append(TokenPhone(owner + part, span.name, span.start, span.end))
    return result
