"""flite through its shared library, whose utterance tree ties every phone to its token.

Names are those of `flite.h`, `cst_utterance.h` and `cst_wave.h` (version 2.2).
"""

import ctypes

import numpy as np

from demo.voices import Synthesis, TokenPhone, VoiceMissingError

LIBRARY = "libflite.so.1"
_PAUSE = "pau"


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _VoiceHead(ctypes.Structure):
    """The first two fields of `cst_voice`; the rest is not needed."""

    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


class Flite:
    """The flite library; voices are loaded when first asked for."""

    def __init__(self) -> None:
        self._library = _declared(_load(LIBRARY))
        self._library.flite_init()
        self._voices: dict[str, ctypes._Pointer[_VoiceHead]] = {}

    def say(self, text: str, voice: str, speed: float) -> Synthesis:
        """See `demo.voices.Synthesiser`."""
        speaker = self._speaker(voice)
        self._library.feat_set_float(speaker.contents.features, b"duration_stretch", 1.0 / speed)
        utterance = self._library.flite_synth_text(text.encode(), speaker)
        try:
            wave = self._library.utt_wave(utterance).contents
            samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.int16)
            return Synthesis(samples, wave.sample_rate, tuple(self._phones(utterance)))
        finally:
            self._library.delete_utterance(utterance)

    def _speaker(self, voice: str) -> "ctypes._Pointer[_VoiceHead]":
        if voice not in self._voices:
            register = getattr(_load(f"libflite_cmu_us_{voice}.so.1"), f"register_cmu_us_{voice}")
            register.restype = ctypes.POINTER(_VoiceHead)
            register.argtypes = [ctypes.c_char_p]
            self._voices[voice] = register(None)
        return self._voices[voice]

    def _phones(self, utterance: int) -> list[TokenPhone]:
        phones: list[TokenPhone] = []
        tokens: dict[int, int] = {}
        start = 0.0
        item = self._library.relation_head(self._library.utt_relation(utterance, b"Segment"))
        while item:
            name = self._library.item_feat_string(item, b"name").decode()
            end = self._library.item_feat_float(item, b"end")
            if name != _PAUSE:
                token = self._library.path_to_item(item, b"R:SylStructure.parent.parent.R:Token.parent")
                phones.append(TokenPhone(tokens.setdefault(token, len(tokens)), name, start, end))
            start = end
            item = self._library.item_next(item)
        return phones


def _load(library: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(library)
    except OSError as error:
        raise VoiceMissingError(f"flite is not installed ({library}): apt-get install libflite1") from error


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """Tell ctypes that these functions take and return pointers, which it would cut to 32 bits."""
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures = {
        "flite_synth_text": ([text, ctypes.POINTER(_VoiceHead)], pointer),
        "utt_wave": ([pointer], ctypes.POINTER(_Wave)),
        "delete_utterance": ([pointer], None),
        "feat_set_float": ([pointer, text, ctypes.c_float], None),
        "utt_relation": ([pointer, text], pointer),
        "relation_head": ([pointer], pointer),
        "item_next": ([pointer], pointer),
        "item_feat_string": ([pointer, text], text),
        "item_feat_float": ([pointer, text], ctypes.c_float),
        "path_to_item": ([pointer, text], pointer),
    }
    for name, (arguments, result) in signatures.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result
    return library
