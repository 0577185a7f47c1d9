"""The information bottleneck: minimize ``I(X;Z) - beta I(Z;Y)`` over encoders ``p(z|x)``.

``solver`` is the engine for one beta, ``curve`` what a reader meets: one encoder, and the curve of
all.
"""

from ibnotes.bottleneck.curve import IBCurve, IBResult, ib, ib_curve

__all__ = ["IBCurve", "IBResult", "ib", "ib_curve"]
