"""Survey statistics, pure: arrays and identifiers in, frozen values out; no rows, no files, no clock.

`rates` says how many calls to draw, `draw` selects them so that anyone can re-run it and `verify` does; `bands` plans
which of them people label; `share` turns labels and predictions into figures with intervals; `change` says whether a
fix worked, `agreement` how far people agree; `table` estimates from a plain CSV.

The promise kept: an interval called 95 % holds the truth in 93 to 97 of 100 repetitions (`benchmarks/coverage.py`).
"""
