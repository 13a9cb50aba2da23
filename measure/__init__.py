"""Did the cause shrink? A look before and after a commitment took effect, that may be repeated every week.

Rows in: Commitment, and the sample of both sides (Draw, Selection, Label, Prediction). Rows out: Measurement.
Promise kept: the baseline is frozen and leaves out what prompted the promise, so that luck is not sold as success; the
verdict is "cannot tell yet" until the interval says otherwise; causes nobody touched stand beside it.
"""
