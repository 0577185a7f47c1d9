"""What all tests share: no clock, no chance and no screen decides a result."""

import matplotlib
from hypothesis import settings

# Not by the environment variable MPLBACKEND: the notebooks that tests execute would inherit it.
matplotlib.use("Agg")

settings.register_profile("course", deadline=None, derandomize=True)
settings.load_profile("course")
