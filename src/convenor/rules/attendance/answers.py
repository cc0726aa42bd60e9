"""What the cells of a row say about coming: yes and no, cancelled and denied, waiting and totals."""

import re

from convenor.rules.attendance.column import Column
from convenor.rules.attendance.names import Name
from convenor.rules.attendance.shape import Told
from convenor.rules.attendance.writing import fold
from convenor.rules.wording import said

NUMBER_ONLY = said("a telephone number without a name")
NO_NAME = said("a row without a name")
NO_SHOW = said("registered and did not come")
ONLY_WAITED = said("only waited in the waiting room")
CANCELLED = said("the registration was cancelled")
DENIED = said("the registration was denied")
A_TOTAL = said("a total, not a person")

YES = frozenset(
    map(
        fold,
        """yes y true 1 x oui ja j sí s sim sì da d tak t igen evet kyllä nai да так ναι はい 是 예
        네 ใช่ نعم כן""".split(),
    )
)
NO = frozenset(
    map(
        fold,
        """no n false 0 non nein nee não nie nem hayır ei nei нет ні όχι いいえ 否 아니요 아니오 ไม่ لا לא""".split(),
    )
)
CANCEL = re.compile(
    r"\b(cancel|annul|stornier|abgesagt|geannuleerd|anulow|anulad|avbokad|aflyst|отмен)|取消|キャンセル|취소"
)
DENY = re.compile(
    r"\b(deny|denied|declin|reject|refus|abgelehnt|verweigert|denegad|rechazad|negad|recusad|rejeitad|rifiutat|respint|"
    r"negat|afgewezen|geweigerd|odrzuc|nekad|afvist|отклон)|拒否|拒绝|拒絕|却下|거부"
)
TOTAL = re.compile(
    r"(grand |sub ?)?(totals?|sum|summe|gesamt|insgesamt|somme|suma|somma|totale|totaal|razem|итого|всего|合計|总计)"
    r"( (number|count|of|participants?|attendees?|users|people|minutes|duration|time|teilnehmer|participantes|de|\d+))*"
)


def is_yes(cell: str) -> bool:
    """Whether a cell says yes in a language that is known here."""
    return fold(cell) in YES


def is_answer(cell: str) -> bool:
    """Whether a cell says yes or no in a language that is known here."""
    return fold(cell) in YES | NO


def why_left_out(told: Told, name: Name, *, is_known: bool, must_attend: bool) -> str | None:
    """Why a row is nobody who came; None if it is somebody.

    `is_known` where the row has an address or a time, `must_attend` where the report says of each who attended, and the
    row has no time.
    """
    if is_yes(told.get(Column.WAITING, "")):
        return ONLY_WAITED
    attended = told.get(Column.ATTENDED, "")
    if not is_yes(attended):
        if Column.APPROVAL in told and (refusal := _not_approved(fold(told[Column.APPROVAL]))):
            return refusal
        if must_attend or fold(attended) in NO:
            return NO_SHOW
    return _nobody(name, is_known=is_known)


def _not_approved(approval: str) -> str | None:
    if CANCEL.search(approval):
        return CANCELLED
    return DENIED if DENY.search(approval) else None


def _nobody(name: Name, *, is_known: bool) -> str | None:
    if not name.text:
        return NUMBER_ONLY if name.was_number else NO_NAME
    return A_TOTAL if not is_known and TOTAL.fullmatch(fold(name.text)) else None
