"""The letters from the desk: each leads one person to a page, and says nothing of the text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, News, Text

DESK_WORK = News(key="desk_work", what=_("Work that waits at the desk"), capability="desk.read")
IN_VIEW = News(key="texts_in_view", what=_("Texts to look at before they are published"), capability="draft.object")
PUBLISHED = News(key="published", what=_("Texts that were published"), capability="cohort.read")
_OFFICER = _("Each colleague who can do it, alone")
_NOMINEE = _("Each nominee of the cohort, alone")
_CLOSING = "\n\n{address}\n\nThis mail says nothing of the text, because mail is easily passed on. Questions: {contact}"


def _letter(
    key: str, cause: Promise, to: Promise, subject: str, said: str, *, news: News | None = None, until: bool = False
) -> Letter:
    samples: dict[str, Text] = {
        "address": "https://convenor.example/desk/1/",
        **({"until": _("14 March 2026")} if until else {}),
    }
    return Letter(
        key=key,
        cause=cause,
        to=to,
        subject="{installation}: " + subject,
        body=said + _CLOSING,
        samples=samples,
        required=tuple(samples),
        news=news,
    )


SECOND_PAIR = _letter(
    "second_pair",
    _("A draft is sent to a second pair of eyes."),
    _OFFICER,
    "a draft waits for you",
    "A colleague sent a draft to a second pair of eyes. You wrote nothing of it, so you can decide. Read it here:",
    news=DESK_WORK,
)
ANNOUNCEMENT = _letter(
    "announcement",
    _("A series waits for a second pair of eyes before it is announced."),
    _OFFICER,
    "a series waits for you",
    "A colleague asks to announce an open series. You decide whether its words may be public. Read them here:",
    news=DESK_WORK,
)
PARTICIPANTS = _letter(
    "participants",
    _("A list of participants waits for a second pair of eyes before it is published."),
    _OFFICER,
    "a list waits for you",
    "A colleague asks to publish who takes part in a cohort and agreed to be named. You decide whether there is such a "
    "list; consents decide who is on it. Read it here:",
    news=DESK_WORK,
)
MEMBERS = _letter(
    "text_in_view",
    _("A draft is opened to the members' objections."),
    _NOMINEE,
    "a note to look at until {until}",
    "The secretariat would like to publish a text. If it points to your company or gets something wrong, please object "
    "until the end of {until}. It will not be published before that day is over, nor before an objection is answered. "
    "If all is well you need do nothing. Read it here, after signing in:",
    news=IN_VIEW,
    until=True,
)
OBJECTION = _letter(
    "objection",
    _("A member objects to a draft."),
    _OFFICER,
    "an objection waits for an answer",
    "A member objects to a draft. It cannot be published before somebody answers. Read the objection here:",
    news=DESK_WORK,
)
ANSWER = _letter(
    "objection_answered",
    _("The secretariat answers an objection."),
    _("The nominees of the organisation that objected, each alone"),
    "your objection was answered",
    "The secretariat answered your organisation's objection. Read the answer here, after signing in:",
)
ASKED = _letter(
    "waiver_asked",
    _("The secretariat asks whether words that point to somebody may be published."),
    _("Whoever can agree to it, alone"),
    "a question waits for your answer",
    "The secretariat would like to publish a few words that point to you, and does so only if you agree. Yes or no "
    "takes two minutes. Read them here, after signing in:",
)
WAIVER_ANSWERED = _letter(
    "waiver_answered",
    _("Somebody answers whether words may be published."),
    _OFFICER,
    "somebody answered about words in a draft",
    "Somebody whom words in a draft point to has answered whether they may be published. Read the answer here:",
    news=DESK_WORK,
)
RELEASED = _letter(
    "published",
    _("A text is published."),
    _("Each colleague and each nominee of the cohort, alone"),
    "a new text is published",
    "A new text is published. Anybody can read it, and you may pass it on:",
    news=PUBLISHED,
)
CORRECTED = _letter(
    "corrected",
    _("A published text is corrected."),
    _("Each colleague and each nominee of the cohort, alone"),
    "a published text was corrected",
    "A published text was corrected; its page says what changed. Anybody can read it here:",
    news=PUBLISHED,
)

LETTERS = (
    SECOND_PAIR,
    ANNOUNCEMENT,
    PARTICIPANTS,
    MEMBERS,
    OBJECTION,
    ANSWER,
    ASKED,
    WAIVER_ANSWERED,
    RELEASED,
    CORRECTED,
)
