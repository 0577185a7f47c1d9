"""What all tests share: no clock, no chance and no screen decides a result."""

import os

from hypothesis import settings

os.environ["MPLBACKEND"] = "Agg"

settings.register_profile("course", deadline=None, derandomize=True)
settings.load_profile("course")
