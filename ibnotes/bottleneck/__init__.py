"""The information bottleneck: minimize ``I(X;Z) - beta I(Z;Y)`` over encoders ``p(z|x)``.

``curve`` is what a reader meets, one encoder and the curve of all; ``solver`` is the engine behind
it. ``splits`` says where clusters split, ``deterministic`` looks among functions ``Z = f(X)`` only,
and ``bound`` proves, for small alphabets, that no encoder is better.
"""

from ibnotes.bottleneck.bound import GlobalBound, global_bound
from ibnotes.bottleneck.curve import IBCurve, IBResult, ib, ib_curve
from ibnotes.bottleneck.deterministic import DeterministicIBResult, deterministic_ib
from ibnotes.bottleneck.splits import Split, critical_beta, critical_betas, split_points

__all__ = [
    "DeterministicIBResult",
    "GlobalBound",
    "IBCurve",
    "IBResult",
    "Split",
    "critical_beta",
    "critical_betas",
    "deterministic_ib",
    "global_bound",
    "ib",
    "ib_curve",
    "split_points",
]
