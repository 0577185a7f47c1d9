"""Answers to 5.4, the collision argument (X4)."""

import sympy as sp

EXERCISE = "5.4"

p, q = sp.symbols("p q")
c = 1 - p - q
SAME = p**2 + q**2


def four(inputs=SAME, merged=SAME + 2 * p * q, flat=SAME + c**2, onto=(p + c) ** 2 + q**2):
    """The four probabilities; those left out are right."""
    return {"inputs": inputs, "two atoms merged": merged, "flat": flat, "flat onto an atom": onto}


with_what_is_added = four(
    flat=1 - 2 * p * q - 2 * p * c - 2 * q * c,
    onto=SAME + c**2 + 2 * p * c,
)

RIGHT = (four(), with_what_is_added)
WRONG = (
    ("chance to be an atom", four(inputs=p + q)),
    ("density treated as an atom", four(inputs=SAME + c**2)),
    ("density treated as an atom", four(merged=(p + q) ** 2 + c**2)),
    ("one atom with the other", four(inputs=2 * p * q)),
    ("any two atoms", four(inputs=(p + q) ** 2)),
    ("no new collisions", four(merged=SAME)),
    ("no new collisions", four(flat=SAME)),
    ("one order only", four(merged=SAME + p * q)),
    ("one copy in the flat part", four(flat=SAME + c)),
    ("cross terms forgotten", four(onto=SAME + c**2)),
    ("both atoms under the flat part", four(onto=sp.Integer(1))),
    ("both atoms under the flat part", four(onto=(1 - p) ** 2 + p**2)),
    ("atoms forgotten", four(flat=c**2)),
    ("atoms forgotten", four(onto=(p + c) ** 2)),
    ("wrong value", four(inputs=1 - SAME)),
    ("unknown symbol", four(flat=SAME + sp.Symbol("c") ** 2)),
    ("not finished", four(onto=...)),
)
