"""Logs that keep the Rule: where something failed and of which kind, never what somebody wrote."""

import logging
import re

# What opens something to whoever has it is no line's to keep: two addresses, and whatever `kernel.links` signed.
_SECRET = re.compile(r"(/(?:answer|calendar)/)[^/\s]+|(/)[\w-]{8,}\.[\w-]{43}(?![\w-])")


def _without(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}…"


class WithoutContents(logging.Filter):
    """Leave the place and the kind of an error in the log and take its message, its request and secrets away."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_SECRET.sub(_without, said) if isinstance(said, str) else said for said in record.args)
        if record.exc_info and record.exc_info[1] is not None:
            kind, _error, trace = record.exc_info
            record.msg = f"{record.msg} [{kind.__name__ if kind else 'error'} at {_place(trace)}]"
            record.exc_info = None
            record.exc_text = None
        return True


def _place(trace: object) -> str:
    frame = trace
    while getattr(frame, "tb_next", None) is not None:
        frame = frame.tb_next  # type: ignore[attr-defined]
    if frame is None:
        return "an unknown place"
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}"  # type: ignore[attr-defined]
