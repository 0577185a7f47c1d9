"""Answers to 1.6, one value of Y can raise the entropy of X."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "1.6"


def law(*rows):
    """A joint law from rows ``p(x, .)`` of integers, divided by their sum."""
    total = sum(map(sum, rows))
    return Joint([[Fraction(p, total) for p in row] for row in rows], "X Y")


a_rare_alarm = law([98, 1], [0, 1])
three_values = law([1, 6], [1, 0], [1, 0])
in_floats = Joint(np.array([[0.9, 0.02], [0.03, 0.05]]), "X Y")
words = Joint({("dry", "clouds"): 0.2, ("rain", "clouds"): 0.2, ("dry", "sun"): 0.6}, "X Y")

RIGHT = (a_rare_alarm, three_values, in_floats, words)
WRONG = (
    ("X is constant", law([1, 2])),
    ("independent", law([1, 2], [2, 4])),
    ("Y determines X", law([3, 0], [0, 1])),
    ("X is uniform", law([3, 1], [1, 3])),
    ("the other way round", law([1, 1], [6, 0], [0, 0])),
    ("all values of Y alike", law([3, 1, 3], [1, 3, 1])),
    ("no value of Y raises the entropy", law([5, 2], [1, 4])),
    ("wrong variables", Joint.uniform([(0, 0), (1, 1)], "A Y")),
    ("wrong type", [[0.25, 0.5], [0.25, 0.0]]),
)
