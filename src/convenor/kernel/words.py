"""The words that people read for the vocabulary's values, in one place so that a thing has one name on every page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, dict[str, str | Promise]] = {
    "Role": {
        "officer": _("Officer"),
        "chief": _("Chief"),
        "donor_relations": _("Donor relations"),
        "counsel": _("Counsel"),
        "nominee": _("Nominee"),
        "focal_point": _("Focal point"),
        "delegate": _("Delegate"),
        "guest": _("Guest"),
        "expert": _("Expert"),
        "reader": _("Reader"),
    },
    "Zone": {
        "room": _("In the room"),
        "desk": _("At the desk"),
        "public": _("Public"),
        "funding": _("Funding"),
    },
    "SessionKind": {
        "regular": _("Regular meeting"),
        "special": _("Special meeting"),
        "outreach_dialogue": _("Outreach dialogue"),
        "working_group": _("Working group"),
        "gathering": _("Annual gathering"),
        "executive_dialogue": _("Executive dialogue"),
        "webinar": _("Webinar"),
    },
    "Mode": {"virtual": _("Online"), "in_person": _("In person"), "hybrid": _("In person and online")},
    "Cadence": {"monthly": _("Monthly"), "semi_regular": _("Semi-regular")},
    "SessionState": {
        "planned": _("Planned"),
        "open": _("Open"),
        "closed": _("Closed"),
        "cancelled": _("Cancelled"),
    },
    "RoundState": {"planned": _("Planned"), "running": _("Under way"), "over": _("Over")},
    "AgendaItemKind": {
        "statement": _("Statement"),
        "updates": _("Updates"),
        "topic": _("Topic"),
        "expert_briefing": _("Expert briefing"),
        "break_out": _("Break-out"),
        "questions": _("Questions"),
        "close": _("Close"),
    },
    "Capacity": {
        "nominee": _("Nominee"),
        "delegate": _("Delegate"),
        "guest": _("Guest"),
        "expert": _("Expert"),
        "secretariat": _("Secretariat"),
    },
    "Origin": {
        "report": _("From the attendance report"),
        "officer": _("Entered by an officer"),
        "checked_in": _("Checked in by whoever came"),
        "synthetic": _("Synthetic"),
    },
    "RemarkKind": {
        "challenge": _("Challenge"),
        "solution": _("Solution"),
        "practice": _("Practice"),
        "question": _("Question"),
        "priority": _("Priority"),
        "offer": _("Offer"),
    },
    "PollKind": {
        "one": _("One choice"),
        "several": _("Several choices"),
        "ranking": _("Ranking"),
        "scale": _("Scale"),
        "text": _("Open text"),
        "cloud": _("Word cloud"),
        "statements": _("Statements to agree with"),
    },
    "PollState": {"draft": _("Draft"), "open": _("Open"), "closed": _("Closed")},
    "DraftKind": {
        "output_note": _("Output note"),
        "summary_note": _("Summary note"),
        "foundational_paper": _("Foundational paper"),
        "guidance_note": _("Guidance note"),
        "case_study": _("Case study"),
        "statistics": _("Statistics"),
        "year_end_review": _("Year-end review"),
        "newsletter": _("Newsletter"),
        "page": _("Page of the site"),
    },
    "PageSection": {
        "start": _("Where to start"),
        "project": _("What this project is"),
        "taking_part": _("How to take part"),
        "focus_area": _("Focus areas"),
        "theme": _("Themes of the Community of Practice"),
        "workstream": _("Workstreams"),
        "example": _("Examples that are public already"),
    },
    "DraftState": {
        "draft": _("Draft"),
        "second_pair": _("With the second pair of eyes"),
        "objections": _("Open to objections"),
        "released": _("Published"),
        "withdrawn": _("Withdrawn"),
    },
    "WaiverState": {
        "waiting": _("Not answered yet"),
        "agreed": _("Agreed"),
        "refused": _("Said no"),
        "taken_back": _("Question taken back"),
        "void": _("Void: the words were changed"),
    },
    "OfferState": {
        "waiting": _("Waiting"),
        "chosen": _("Chosen"),
        "declined": _("Declined"),
    },
    "PostingKind": {"ask": _("Ask"), "offer": _("Offer")},
    "PostingState": {
        "waiting": _("The secretariat looks at it first"),
        "shown": _("Read by the others"),
        "returned": _("To be reworded"),
    },
    "MembershipState": {"coming": _("Joining"), "current": _("In the cohort"), "ended": _("Has left")},
    "NominationState": {
        "pending": _("Asked, no answer yet"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "withdrawn": _("Taken back"),
        "lapsed": _("No answer within thirty days"),
    },
    "AdvisorField": {
        "civil_society": _("Civil society"),
        "academia": _("Academia"),
        "business": _("Business"),
    },
    "ContactKind": {
        "alternate": _("Alternate"),
        "focal_point": _("Focal point"),
        "topic": _("Knows a topic"),
    },
    "GroupState": {"proposed": _("Proposed"), "active": _("Active"), "closed": _("Closed")},
    "CalendarState": {"draft": _("Draft"), "agreed": _("Agreed"), "amended": _("Agreed and amended")},
    "RequirementStatus": {
        "met": _("Met"),
        "not_met": _("Not met yet"),
        "not_due": _("Not due yet"),
        "not_set": _("Not set by the group"),
    },
    "StandingVerdict": {
        "good_standing": _("In good standing"),
        "needs_conversation": _("Needs a conversation"),
        "not_set": _("Not set by the group"),
    },
    "Basis": {"stated": _("Stated by the programme"), "implied": _("Implied")},
    "OrganisationKind": {
        "company": _("Company"),
        "government": _("Government"),
        "civil_society": _("Civil society"),
        "academia": _("Academia"),
        "investor": _("Investor"),
        "trade_union": _("Trade union"),
        "united_nations": _("United Nations"),
        "other": _("Other"),
    },
    "NameKind": {
        "name": _("Name"),
        "alias": _("Also known as"),
        "product": _("Product"),
        "domain": _("Internet domain"),
        "handle": _("Account name"),
    },
    "Level": {"blocked": _("Blocks release"), "review": _("A person decides")},
}

ZONE_SENTENCES: dict[str, str | Promise] = {
    "room": _("What is said here stays here."),
    "desk": _("Nothing here is public until two people release it."),
    "public": _("Anyone can read this."),
    "funding": _("Seen by donor relations only."),
}


def word_for(kind: str, value: str) -> str:
    """The word for a value of the vocabulary, such as `word_for("SessionKind", "special")`.

    Raises LookupError for a kind or value without a word, so that no page shows a raw value.
    """
    return str(WORDS[kind][str(value)])
