"""What the tests of rules share: hypothesis tries the same examples every time, so that a red run is never chance.

`--hypothesis-profile=default` looks for new ones.
"""

import os

from hypothesis import settings

# The tables of these tests are small: more threads of NumPy would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")
