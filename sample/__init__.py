"""Calls are drawn by a stated plan, in a way that anyone can re-run and verify.

Rows in: Call, SamplingPlan; for the label draw also Prediction. Rows out: Draw and Selection with inclusion
probabilities. Promise: the manifest's hash exists before the seed, and a drawn call is never replaced.
"""
