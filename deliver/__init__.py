"""Random excerpts and honest figures go to the executive who owns the cause.

Rows in: Selection, Transcript, Label, Prediction, Figure, Measurement, Commitment. Rows out: Digest, Draw and
Selection of excerpts, Excerpt, Delivery, Feed.
Promise kept: excerpts are drawn, never picked; only redacted material leaves; a message is sent at most once; and
where there is nothing honest to say, nothing is sent.
"""
