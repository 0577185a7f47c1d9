"""Answers to 5.5, an open set of ReLU weights (X4)."""

from fractions import Fraction

import numpy as np

EXERCISE = "5.5"


def box(w1=1, b1=0, w2=-2, b2=1, radius=0.1):
    return {"center": [w1, b1, w2, b2], "radius": radius}


mirrored = box(-1, 0, -3, 2, Fraction(1, 20))
wide = box(100, 0, -100, 50, 10)
tiny = box(1, Fraction(1, 2), -1, 1, Fraction(1, 10**12))
of_arrays = {"center": np.array([2.0, -1.0, -3.0, 0.5]), "radius": np.float64(0.05)}
# In the worst corner the outer unit gets -1 + 6 r - 2 r^2, which is negative up to r = 0.1771...
nearly_largest = box(radius=Fraction(177, 1000))

RIGHT = (mirrored, wide, tiny, of_arrays, nearly_largest)
WRONG = (
    ("no open set", box(radius=0)),
    ("no open set", box(radius=-0.1)),
    ("radius too large", box(radius=0.2)),
    ("radius too large", box(radius=1)),
    # At this center w1 + b1 = 1 makes the outer unit exactly zero at x = 1.
    ("not the whole box flat", box(1, 0, -1, 1, Fraction(1, 1000))),
    ("not the whole box flat", box(1, 1, -1, 1, Fraction(1, 1000))),
    ("outer weight not negative", box(1, 0, 2, -1)),
    ("outer weight not negative", box(w2=0)),
    ("the inner unit never sleeps", box(1, 3, -2, 1)),
    ("the inner unit never sleeps", box(0, 1, -2, 1)),
    ("nothing gets through", box(1, -5, -2, 1)),
    ("nothing gets through", box(0, -1, -2, 1)),
    ("the outer unit has no bias to live on", box(b2=0)),
    ("the outer unit has no bias to live on", box(b2=-1)),
    ("the outer unit dies too late", box(w2=Fraction(-1, 2), b2=1)),
    ("the outer unit dies too late", box(w2=-0.1, b2=3)),
    ("wrong number of weights", {"center": [1, -2, 1], "radius": 0.1}),
    ("not a list of numbers", {"center": ["w1", 0, -2, 1], "radius": 0.1}),
    ("not finished", {"center": [1, 0, -2, 1], "radius": ...}),
    ("not finished", {"center": [1, 0, -2, 1]}),
    ("wrong type", ([1, 0, -2, 1], 0.1)),
)
