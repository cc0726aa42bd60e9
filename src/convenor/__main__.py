"""`python -m convenor` is the command `convenor`."""

import sys

from convenor.cli import main

sys.exit(main())
