"""Which event causes which effect, and what happens by itself each day; this page is the whole answer."""

WIRING: dict[str, tuple[str, ...]] = {
    "agenda_sent": ("convenor.room.meetings.handlers.mail_agenda",),
    "delegate_named": ("convenor.room.meetings.handlers.mail_delegate",),
    "session_cancelled": ("convenor.room.meetings.handlers.mail_cancelled",),
    "session_moved": ("convenor.room.meetings.handlers.mail_moved",),
    "draft_waits": ("convenor.desk.handlers.mail_second_pair",),
    "objections_opened": ("convenor.desk.handlers.mail_members",),
    "objection_raised": ("convenor.desk.handlers.mail_officers",),
    "objection_answered": ("convenor.desk.handlers.mail_answer",),
    "waiver_asked": ("convenor.desk.handlers.mail_party",),
    "waiver_answered": ("convenor.desk.handlers.mail_waiver_answered",),
    "output_released": ("convenor.desk.handlers.mail_released",),
}

DAILY: tuple[str, ...] = (
    "convenor.room.meetings.actions.remarks.burn_remarks",
    "convenor.room.polls.burning.burn_answers",
    "convenor.kernel.daily.forget_what_is_over",
)
