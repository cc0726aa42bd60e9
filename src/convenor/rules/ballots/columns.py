"""What a column of answers is called in a ledger: English, and read again where it is shown."""

from convenor.rules.wording import Said, said

ANSWERS_TO = "answer to “{question}”"
ONE_IN_ANSWERS = "{answer} in answer to “{question}”"


def answers_to(question: str) -> Said:
    """The column of what was answered: its question names it."""
    return said(ANSWERS_TO, question=question)


def one_in_answers(answer: str, question: str) -> Said:
    """The column of whether one answer was chosen."""
    return said(ONE_IN_ANSWERS, answer=answer, question=question)
