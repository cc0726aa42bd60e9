"""What the tests of rules share: hypothesis tries the same examples every time, so that a red run is never chance.

`--hypothesis-profile=default` looks for new ones.
"""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")
