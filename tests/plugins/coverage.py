"""Slipcover takes what it measures with out of a line that ran, in this many passes.

Its own 50 make it look for such lines so often that a test takes a tenth longer, and 1.1 hands no other number to the
processes of xdist."""

from functools import partial

import slipcover

slipcover.Slipcover = partial(slipcover.Slipcover, d_miss_threshold=5_000)
