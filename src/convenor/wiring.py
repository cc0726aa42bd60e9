"""What events cause, what happens by itself, what live pages are sent, what is forgotten, what is held of somebody."""

WIRING: dict[str, tuple[str, ...]] = {
    "agenda_sent": ("convenor.room.meetings.handlers.mail_agenda",),
    "expert_asked": ("convenor.room.meetings.handlers.mail_expert",),
    "expert_thanked": ("convenor.desk.thanking.mail_thanks",),
    "expert_told": ("convenor.room.meetings.handlers.mail_expert",),
    "delegate_named": (
        "convenor.room.meetings.handlers.mail_delegate",
        "convenor.room.invitations.handlers.reconcile",
    ),
    "delegate_withdrawn": ("convenor.room.invitations.handlers.reconcile",),
    "invitation_due": ("convenor.room.invitations.handlers.reconcile",),
    "invitation_asked_again": ("convenor.room.invitations.handlers.send_again",),
    "stand_in_proposed": ("convenor.room.invitations.handlers.mail_proposal",),
    "stand_in_named": ("convenor.room.invitations.handlers.mail_stood_in_for",),
    "session_closed": (
        "convenor.room.polls.handlers.close_polls",
        "convenor.room.breakouts.handlers.end_breakouts",
        "convenor.room.invitations.handlers.forget_answers",
        "convenor.room.meetings.handlers.forget_the_hour",
    ),
    "session_cancelled": ("convenor.room.invitations.handlers.mail_cancelled",),
    "session_changed": ("convenor.room.invitations.handlers.tell_everybody",),
    "webinar_changed": (
        "convenor.desk.handlers.follow_plan",
        "convenor.room.statistics.counting.count_anew",
        "convenor.room.series.speaking_handlers.tell_speakers",
    ),
    "webinar_redated": ("convenor.room.series.handlers.tell_registered",),
    "registered": ("convenor.room.series.handlers.mail_registered",),
    "registered_again": ("convenor.room.series.handlers.mail_link",),
    "registration_confirmed": ("convenor.room.series.handlers.mail_calendar",),
    "registration_changed": ("convenor.room.series.handlers.mail_calendar",),
    "registration_outdated": ("convenor.room.series.handlers.mail_news",),
    "webinar_near": ("convenor.room.series.handlers.mail_reminder",),
    "peer_found": ("convenor.room.series.peers_handlers.mail_found",),
    "peers_introduced": ("convenor.room.series.peers_handlers.mail_introduced",),
    "speaker_answered": ("convenor.room.series.speaking_handlers.mail_answered",),
    "speaker_outdated": ("convenor.room.series.speaking_handlers.mail_news",),
    "session_moved": ("convenor.room.invitations.handlers.mail_moved",),
    "somebody_left": ("convenor.secretariat.handlers.mail_kit",),
    "officer_appointed": ("convenor.secretariat.handlers.mail_appointed",),
    "office_changed": ("convenor.secretariat.handlers.mail_colleague",),
    "office_told": ("convenor.secretariat.handlers.mail_office",),
    "work_ended": ("convenor.secretariat.handlers.mail_ended",),
    "erasure_asked": ("convenor.people.erasing_letters.mail_asked",),
    "work_handed_over": ("convenor.secretariat.handlers.mail_handed_over",),
    "second_step_taken_off": ("convenor.secretariat.handlers.mail_taken_off",),
    "address_asked": (
        "convenor.people.own_address_letters.mail_new",
        "convenor.people.own_address_letters.mail_old",
    ),
    "address_put_right": ("convenor.secretariat.mistyped_letters.mail_right",),
    "address_was_wrong": ("convenor.secretariat.mistyped_letters.mail_wrong",),
    "address_moved_for": ("convenor.people.own_address_letters.mail_moved_for",),
    "address_changed": ("convenor.people.own_address_letters.mail_former",),
    "year_proposed": ("convenor.room.cohorts.year_letters.mail_proposed",),
    "nomination_made": ("convenor.room.cohorts.handlers.mail_nomination",),
    "nomination_unanswered": ("convenor.room.cohorts.handlers.mail_reminder",),
    "handover_proposed": ("convenor.room.cohorts.seat_handlers.mail_holder",),
    "handover_by_another": ("convenor.room.cohorts.seat_handlers.mail_secretariat",),
    "seat_passed_on": ("convenor.room.cohorts.seat_handlers.mail_passed_on",),
    "seat_kept": ("convenor.room.cohorts.seat_handlers.mail_kept",),
    "seat_taken_back": ("convenor.room.cohorts.seat_handlers.mail_taken_back",),
    "membership_over": ("convenor.room.cohorts.seat_handlers.mail_membership_over",),
    "said_to_have_left": ("convenor.room.cohorts.seat_handlers.mail_said_to_have_left",),
    "counsel_named": ("convenor.room.cohorts.handlers.mail_counsel",),
    "focal_point_named": ("convenor.room.cohorts.handlers.mail_focal_point",),
    "nominee_seated": (
        "convenor.room.cohorts.handlers.mail_seated",
        "convenor.room.invitations.handlers.invite_seated",
    ),
    "posting_answered": ("convenor.room.exchange.handlers.mail_answered",),
    "introduction_made": ("convenor.room.exchange.handlers.mail_introduced",),
    "draft_waits": ("convenor.desk.handlers.mail_second_pair",),
    "objections_opened": ("convenor.desk.handlers.mail_members",),
    "objection_raised": ("convenor.desk.handlers.mail_officers",),
    "objection_answered": ("convenor.desk.handlers.mail_answer",),
    "waiver_asked": ("convenor.desk.handlers.mail_party",),
    "waiver_answered": ("convenor.desk.handlers.mail_waiver_answered",),
    "announcement_waits": ("convenor.desk.handlers.mail_announcement",),
    "participants_wait": ("convenor.desk.handlers.mail_participants",),
    "participants_changed": ("convenor.desk.handlers.follow_consents",),
    "participants_outdated": ("convenor.desk.handlers.follow_consents_again",),
    "output_released": ("convenor.desk.handlers.mail_released",),
    "newsletter_asked": ("convenor.room.newsletter.handlers.mail_question",),
    "newsletter_due": ("convenor.desk.newsletters.mail_issue",),
}

# Of these the day is kept and no hour: beside what happened in the same minute they would tie an expert to a session,
# whoever answered to whoever asked, or a registration, a subscription and an offer to speak to a visit.
BY_THE_DAY: tuple[str, ...] = (
    "expert_asked",
    "expert_told",
    "expert_thanked",
    "posting_answered",
    "introduction_made",
    "registered",
    "registered_again",
    "registration_confirmed",
    "registration_changed",
    "peer_found",
    "peers_introduced",
    "newsletter_asked",
    "speaker_answered",
    "speaker_outdated",
)

# What is told to a mailbox that may be closed by then; where it comes back, nobody need do anything.
FAREWELLS: tuple[str, ...] = ("address_changed", "address_was_wrong")

# Of these nothing stays once they are done.
LEAVES_NOTHING: tuple[str, ...] = ("expert_thanked", "newsletter_asked")

DAILY: tuple[str, ...] = (
    "convenor.people.erasing.erase_who_asked",
    "convenor.people.former_names.forget_names",
    "convenor.people.own_address.forget_lapsed",
    "convenor.room.cohorts.actions.parting.let_go",
    "convenor.room.cohorts.actions.contacts.forget_contacts",
    "convenor.room.cohorts.actions.contacts.let_in_who_was_not",
    "convenor.room.cohorts.actions.counsel.let_in_who_was_not",
    "convenor.room.meetings.actions.delegates.let_in_who_was_not",
    "convenor.room.cohorts.actions.nominations.look_after_nominations",
    "convenor.room.cohorts.actions.proposing.end_what_is_over",
    "convenor.room.meetings.actions.remarks.burn_remarks",
    "convenor.room.meetings.actions.sealing.seal_what_is_not",
    "convenor.room.meetings.actions.updates.forget_late_updates",
    "convenor.room.meetings.actions.experts.forget_requests",
    "convenor.room.invitations.actions.sending.bring_up_to_date",
    "convenor.room.invitations.actions.forgetting.forget_what_is_over",
    "convenor.room.statistics.counting.count_who_registered",
    "convenor.room.series.forgetting.forget_registrations",
    "convenor.room.series.demand.count_wishes",
    "convenor.room.series.peers.look_after_peers",
    "convenor.room.series.speaking.forget_offers",
    "convenor.room.series.forgetting.remind",
    "convenor.room.polls.burning.burn_answers",
    "convenor.room.breakouts.actions.forget_places",
    "convenor.room.exchange.actions.forgetting.forget_what_is_over",
    "convenor.room.newsletter.actions.forget_what_is_over",
    "convenor.desk.actions.participants.bring_up_to_date",
    "convenor.kernel.daily.forget_what_is_over",
)

OFTEN: tuple[str, ...] = (
    "convenor.kernel.outbox.take_up",
    "convenor.room.invitations.actions.fetching.look_into_the_mailbox",
)

# Every letter that the product can send: each app's own.
LETTERS: tuple[str, ...] = (
    "convenor.people.letters.LETTERS",
    "convenor.people.own_address_letters.LETTERS",
    "convenor.people.erasing_letters.LETTERS",
    "convenor.room.cohorts.letters.LETTERS",
    "convenor.room.invitations.letters.LETTERS",
    "convenor.room.series.letters.LETTERS",
    "convenor.room.series.peers_letters.LETTERS",
    "convenor.room.series.speaking_letters.LETTERS",
    "convenor.room.meetings.letters.LETTERS",
    "convenor.room.exchange.letters.LETTERS",
    "convenor.room.newsletter.letters.LETTERS",
    "convenor.desk.letters.LETTERS",
    "convenor.desk.thanking.LETTERS",
    "convenor.desk.newsletters.LETTERS",
    "convenor.secretariat.letters.LETTERS",
    "convenor.secretariat.mistyped_letters.LETTERS",
)

# What listeners of a topic "KIND:ID" are sent: `def snapshot(id: str) -> str`, an HTML fragment, the same for all of
# them, so without tokens and without anything that only some may see.
LIVE: dict[str, str] = {
    "cockpit": "convenor.room.cockpit.cockpit.snapshot",
    "floor": "convenor.room.cockpit.floor.snapshot",
    "screen": "convenor.room.cockpit.screen.snapshot",
    "poll": "convenor.room.polls.following.snapshot",
}

# The kinds that only accounts follow: whoever loses an account's rights is sent nothing of them any more (AC-19).
LIVE_OF_ACCOUNTS: tuple[str, ...] = ("cockpit", "poll")

# The tables whose rows are destroyed, or laid anew so that their order is forgotten: on PostgreSQL their files are
# written anew afterwards, because it would leave the old rows in them (docs/adr/0005).
FORGETS: tuple[str, ...] = (
    "cohorts_contact",
    "cohorts_proposalanswer",
    "meetings_remark",
    "meetings_briefupdate",
    "meetings_attendance",
    "meetings_attendancereport",
    "meetings_reportedattendee",
    "meetings_delegation",
    "meetings_expertrequest",
    "meetings_expertthanks",
    "meetings_questionahead",
    "breakouts_place",
    "series_registration",
    "series_choice",
    "series_peerintroduction",
    "series_speakeroffer",
    "exchange_posting",
    "exchange_introduction",
    "exchange_action",
    "exchange_wordslookedat",
    "newsletter_subscription",
    "polls_poll",
    "polls_ballot",
    "polls_answer",
    "kernel_event",
    "kernel_delivery",
    "django_session",
    "people_person",
    "people_account",
    "people_formername",
    "people_erasurerequest",
    "people_addresschange",
)

# What is held about somebody, and told to that person: each app's kinds of rows that lead to a person.
HOLDINGS: tuple[str, ...] = (
    "convenor.people.holdings.KINDS",
    "convenor.room.cohorts.holdings.KINDS",
    "convenor.room.meetings.holdings.KINDS",
    "convenor.room.invitations.holdings.KINDS",
    "convenor.room.series.holdings.KINDS",
    "convenor.room.exchange.holdings.KINDS",
    "convenor.desk.holdings.KINDS",
)

# Which released notes members can take up: the library is asked by the desk alone, and this names who of it answers.
NOTES = "convenor.desk.queries.notes_of"
# What was announced of a series, for whoever registers: the desk alone asks the library.
ANNOUNCED = "convenor.desk.queries.announced_series"
# Released texts that fit a session, and the page that whoever is new begins with: asked in the same way.
PUBLIC_PAGES = "convenor.desk.shelf.is_public"
TEXTS_ABOUT = "convenor.desk.shelf.texts_about"
START = "convenor.desk.shelf.page_to_start"
