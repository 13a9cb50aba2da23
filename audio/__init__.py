"""Pure sound: decode, encode, cut, loudness, waveform, and the words of speech. Stores nothing, opens no network."""
