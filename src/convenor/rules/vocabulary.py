"""The words of the product: roles, kinds and states, each named once.

The same words are explained for people in `docs/vocabulary.md`; a test compares the two.
"""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the programme; a person may hold several at once (R-ROL)."""

    OFFICER = "officer"
    CHIEF = "chief"
    DONOR_RELATIONS = "donor_relations"
    COUNSEL = "counsel"
    NOMINEE = "nominee"
    FOCAL_POINT = "focal_point"
    DELEGATE = "delegate"
    GUEST = "guest"
    EXPERT = "expert"
    READER = "reader"


SECRETARIAT = frozenset({Role.OFFICER, Role.CHIEF})


class Zone(StrEnum):
    """Which side of which wall a page stands on; every page shows it."""

    ROOM = "room"
    DESK = "desk"
    PUBLIC = "public"
    FUNDING = "funding"


class SessionKind(StrEnum):
    """What a session is; only some kinds carry a quarter label (R-MTG-01, R-MTG-24)."""

    REGULAR = "regular"
    SPECIAL = "special"
    OUTREACH_DIALOGUE = "outreach_dialogue"
    WORKING_GROUP = "working_group"
    GATHERING = "gathering"
    EXECUTIVE_DIALOGUE = "executive_dialogue"
    WEBINAR = "webinar"


class Mode(StrEnum):
    """Where a session takes place (R-MTG-15)."""

    VIRTUAL = "virtual"
    IN_PERSON = "in_person"
    HYBRID = "hybrid"


class SessionState(StrEnum):
    """How far a session is."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AgendaItemKind(StrEnum):
    """What an agenda item is for; the statement comes first, updates are a named item (A-39)."""

    STATEMENT = "statement"
    UPDATES = "updates"
    TOPIC = "topic"
    EXPERT_BRIEFING = "expert_briefing"
    BREAK_OUT = "break_out"
    QUESTIONS = "questions"
    CLOSE = "close"


class RoundState(StrEnum):
    """How far a round of breakouts is."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


class Capacity(StrEnum):
    """In which capacity somebody was present; nominees, delegates and guests credit the company (A-09)."""

    NOMINEE = "nominee"
    DELEGATE = "delegate"
    GUEST = "guest"
    EXPERT = "expert"
    SECRETARIAT = "secretariat"


class Origin(StrEnum):
    """How an attendance came to be known."""

    REPORT = "report"
    OFFICER = "officer"
    CHECKED_IN = "checked_in"
    SYNTHETIC = "synthetic"


class RemarkKind(StrEnum):
    """What a remark is about (R-GEN-02, R-MTG-11)."""

    CHALLENGE = "challenge"
    SOLUTION = "solution"
    PRACTICE = "practice"
    QUESTION = "question"
    PRIORITY = "priority"
    OFFER = "offer"


class PollKind(StrEnum):
    """How a poll is answered."""

    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    SCALE = "scale"
    TEXT = "text"
    CLOUD = "cloud"
    STATEMENTS = "statements"


class PollState(StrEnum):
    """How far a poll is; a closed one is not opened again."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class DraftKind(StrEnum):
    """What a draft at the desk will become once released (R-PUB-06)."""

    OUTPUT_NOTE = "output_note"
    SUMMARY_NOTE = "summary_note"
    FOUNDATIONAL_PAPER = "foundational_paper"
    GUIDANCE_NOTE = "guidance_note"
    CASE_STUDY = "case_study"
    STATISTICS = "statistics"
    YEAR_END_REVIEW = "year_end_review"
    NEWSLETTER = "newsletter"
    PAGE = "page"


class PageSection(StrEnum):
    """Where on the site a page stands; the lists of the project are kept apart (A-36)."""

    START = "start"
    PROJECT = "project"
    TAKING_PART = "taking_part"
    FOCUS_AREA = "focus_area"
    THEME = "theme"
    WORKSTREAM = "workstream"
    EXAMPLE = "example"


class DraftState(StrEnum):
    """How far a draft is on its way out of the room."""

    DRAFT = "draft"
    SECOND_PAIR = "second_pair"
    OBJECTIONS = "objections"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class WaiverState(StrEnum):
    """What a party answered when it was asked to agree to exactly these words (AC-13)."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    VOID = "void"


class PostingKind(StrEnum):
    """What a member puts among the asks and offers."""

    ASK = "ask"
    OFFER = "offer"


class OfferState(StrEnum):
    """What became of an offer to speak; one that is taken back is gone."""

    WAITING = "waiting"
    CHOSEN = "chosen"
    DECLINED = "declined"


class PostingState(StrEnum):
    """Whether the other members read a posting."""

    WAITING = "waiting"
    SHOWN = "shown"
    RETURNED = "returned"


class MembershipState(StrEnum):
    """Whether an organisation sits in the cohort on a date."""

    COMING = "coming"
    CURRENT = "current"
    ENDED = "ended"


class NominationState(StrEnum):
    """What became of the question whether somebody takes a seat (R-ROL-01)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class AdvisorField(StrEnum):
    """Where an advisor comes from (R-ROL-11)."""

    CIVIL_SOCIETY = "civil_society"
    ACADEMIA = "academia"
    BUSINESS = "business"


class ContactKind(StrEnum):
    """What somebody of a member does for it besides the two nominees (R-ROL-15)."""

    ALTERNATE = "alternate"
    FOCAL_POINT = "focal_point"
    TOPIC = "topic"


class GroupState(StrEnum):
    """How far a working group is (A-43)."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    CLOSED = "closed"


class CalendarState(StrEnum):
    """How far a programme year's calendar is (R-MTG-08)."""

    DRAFT = "draft"
    AGREED = "agreed"
    AMENDED = "amended"


class Cadence(StrEnum):
    """How often a cohort meets: only a monthly one has twelve slots to fill (A-08, R-MTG-04)."""

    MONTHLY = "monthly"
    SEMI_REGULAR = "semi_regular"


class RequirementStatus(StrEnum):
    """What can be said of one participation requirement on a date."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NOT_SET = "not_set"


class StandingVerdict(StrEnum):
    """What can be said of a member's standing on a date (A-10, A-15)."""

    GOOD_STANDING = "good_standing"
    NEEDS_CONVERSATION = "needs_conversation"
    NOT_SET = "not_set"


class Basis(StrEnum):
    """Whether the Chatham House Rule is stated by the programme or implied (A-20)."""

    STATED = "stated"
    IMPLIED = "implied"


class OrganisationKind(StrEnum):
    """What an organisation is (R-GEN-09, R-GEN-10, R-STK-14)."""

    COMPANY = "company"
    GOVERNMENT = "government"
    CIVIL_SOCIETY = "civil_society"
    ACADEMIA = "academia"
    INVESTOR = "investor"
    TRADE_UNION = "trade_union"
    UNITED_NATIONS = "united_nations"
    OTHER = "other"


class NameKind(StrEnum):
    """How a name belongs to an organisation; all of them feed the attribution check (A-06)."""

    NAME = "name"
    ALIAS = "alias"
    PRODUCT = "product"
    DOMAIN = "domain"
    HANDLE = "handle"


class Level(StrEnum):
    """How strongly a finding binds: blocked cannot go out, review needs a person."""

    BLOCKED = "blocked"
    REVIEW = "review"
