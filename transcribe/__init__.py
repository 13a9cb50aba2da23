"""Audio becomes speakers, segments and words.

In: a decoded `Sound`. Out: a `Transcription` in memory. Promise: nothing is stored, and no word is
invented where nobody spoke.
"""
