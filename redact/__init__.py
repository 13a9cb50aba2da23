"""Personal data is cut out of words and sound, before anything is stored.

In: the segments of one call and its decoded sound, both in memory only. Out: segments whose personal words
are replaced by one typed placeholder, sound whose same spans are silent, and entities that say what was cut
where and never hold the value. Promise kept: what cannot be redacted completely raises
`RedactionIncomplete`, and nothing of it may be stored.
"""
