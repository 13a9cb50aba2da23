"""Labels, predictions and sampling weights become shares, counts, minutes and cost, each with its interval.

Rows in: Draw, Selection, Label, Prediction, Call. Rows out: Figure, immutable. Promise: never classify and count; the
estimator, n, N and the human-only figure stand beside every figure, and "not enough calls yet" replaces noise.
"""
