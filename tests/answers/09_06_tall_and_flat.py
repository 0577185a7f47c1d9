"""Answers to 9.6, tall and light, flat and heavy."""

from fractions import Fraction

EXERCISE = "9.6"

TALL = [(Fraction(1, 10), Fraction(1, 1000)), (Fraction(9, 10), 1)]
FLAT = [(Fraction(99, 100), 1), (Fraction(1, 100), 10)]
UNIFORM = [(1, 1)]


def both(tall=TALL, flat=FLAT):
    return {"tall": tall, "flat": flat}


three_slabs = both(
    tall=[(0.1, 0.001), (0.1, 0.002), (0.8, 3)], flat=[(0.999, 1), (0.0005, 20), (0.0005, 30)]
)
the_chapters = both(tall=((Fraction(1, 3), Fraction(1, 50)), (Fraction(2, 3), 2)))

RIGHT = (three_slabs, the_chapters)
WRONG = (
    ("the two exchanged", both(FLAT, TALL)),
    ("height without its unit", both(tall=[(1, Fraction(1, 10))])),
    ("too much weight in the peak", both(tall=[(0.9, 0.01), (0.1, 1)])),
    ("tall is heavy", both(tall=FLAT)),
    ("not tall enough", both(tall=UNIFORM)),
    ("flat without a tail", both(flat=UNIFORM)),
    ("flat is light", both(flat=[(0.9, 1), (0.1, 3)])),
    ("tail with too much weight", both(flat=[(0.9, 1), (0.1, 10)])),
    ("not a law", both(flat=[(1, 1), (Fraction(1, 100), 10)])),
    ("not a law", both(tall=[(Fraction(1, 5), 0), (Fraction(4, 5), 1)])),
    ("not finished", both(flat=...)),
    ("not finished", {"tall": TALL}),
    ("wrong type", both(tall="narrow")),
    ("wrong type", [TALL, FLAT]),
)
