"""Answers to 7.3, a memorizer with nothing left to learn."""

from fractions import Fraction as F
from itertools import product

import numpy as np

from ibnotes.joint import Joint
from ibnotes.weights import ignorant_learner, shared_bit_task
from ibnotes.weights import memorizer as by_the_package

EXERCISE = "7.3"

BITS = (0, 1)
COIN = [[F(3, 4), F(1, 4)], [F(1, 4), F(3, 4)]]

one_label = Joint.uniform(BITS, "θ").push("X", "θ", lambda t: 0).push("Y", "θ", COIN)
two_labels = Joint(
    {
        (t, 0, (y1, y2)): F(1, 2) * COIN[t][y1] * COIN[t][y2]
        for t, y1, y2 in product(BITS, repeat=3)
    },
    "θ X Y",
)
random_input = Joint(
    {(t, x, y): F(1, 4) * COIN[t ^ x][y] for t, x, y in product(BITS, repeat=3)}, "θ X Y"
)

# All three labels of the task with a shared bit, in floats; W is the number of the labeling.
p_labels_theta = shared_bit_task(3, 0.2).p_data_theta[0]
three_labels = np.zeros((2, 1, 8, 8))
for labeling in range(8):
    three_labels[:, 0, labeling, labeling] = p_labels_theta[labeling]

inputs_too = random_input.push("W", "X Y", lambda x, y: (x, y))
# The first label alone depends on the parameter, the weights keep all.
sure = Joint.uniform(
    [(t, 0, (t, noise), (t, noise)) for t, noise in product(BITS, BITS)], "θ X Y W"
)

RIGHT = (
    by_the_package(F(1, 3)),
    two_labels.push("W", "Y", lambda y: y),
    inputs_too,
    Joint(three_labels, "θ X Y W"),
)
WRONG = (
    ("weights that know nothing", one_label.push("W", "Y", lambda y: 0)),
    ("weights are the parameter", one_label.push("W", "θ", lambda t: t)),
    ("random labels", ignorant_learner()),
    ("random labels", Joint.uniform([(t, 0, y, y) for t, y in product(BITS, BITS)], "θ X Y W")),
    ("a summary of the labels", two_labels.push("W", "Y", sum)),
    ("weights that know the parameter", sure),
    ("weights that see the parameter", one_label.push("W", "θ", COIN)),
    ("weights are the parameter", one_label.push("W", "θ Y", lambda t, y: (y, t == y))),
    ("no noise to memorize", Joint.uniform([(t, 0, t, t) for t in BITS], "θ X Y W")),
    ("nothing to learn", Joint.uniform([(t, t, t, t) for t in BITS], "θ X Y W")),
    ("sufficiency term left", one_label.push("W", "Y", COIN)),
    ("wrong variables", one_label),
    ("wrong type", {(0, 0, 0, 0): 1}),
)
