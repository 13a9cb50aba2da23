"""Why did they call? In: redacted transcripts, people's labels, the registers. Out: Prediction, Label, DriverLink.

Promise kept: a label is never overwritten, a prediction names its model and the words that carry it, and no model
file is opened that could run code.
"""
