"""The intake of ballots alone, as a server that a test can kill: `uvicorn taking_in:app`."""

import os
from pathlib import Path

from convenor.room.polls.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")

app = Intake(Path(os.environ["TAKING_IN_FOLDER"]), os.environ["TAKING_IN_KEY"], lambda _session: None)
