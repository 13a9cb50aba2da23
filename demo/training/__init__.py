"""The recipe of the demo speech model: synthetic telephone speech in, a small Whisper for faster-whisper out."""
