"""The intake of ballots alone, as a server that a test can kill: `uvicorn taking_in:app`."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")
# What a phone is answered is said in its language, which is read from the apps.
django.setup()

from convenor.room.polls.intake import Intake  # noqa: E402

app = Intake(Path(os.environ["TAKING_IN_FOLDER"]), os.environ["TAKING_IN_KEY"], lambda _session: None)
