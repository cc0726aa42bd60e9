"""Votes on statements become what members share, and are forgotten."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined
from convenor.room.cohorts.models import Cohort
from convenor.room.polls.actions import commonalities, opinions
from convenor.room.polls.forms.opinions import MOST_BYTES
from convenor.room.polls.models import Opinion
from making import make_cohort

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

STATEMENTS = "comment-id,comment-body\n1,Remedy is hard to design\n2,One rule for all is best\n3,Spring is late"


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


def votes() -> str:
    """Twenty people of ten organisations: nearly all agree with statement 1, and statement 2 divides them."""
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    for voter in range(20):
        said = {1: 1 if voter else -1, 2: 1 if voter % 2 else -1, 3: 0}
        lines += [f"{voter * 10 + at},then,{at},{voter},{vote}" for at, vote in said.items()]
    return "\n".join(lines)


def test_votes_are_read_in_memory_and_never_written_to_a_disk() -> None:
    assert sum(MOST_BYTES.values()) < settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_votes_become_statements_that_members_share_and_are_forgotten(
    officer: Actor, cohort: Cohort, signed_in: Client
) -> None:
    files = {"votes": ContentFile(votes(), "votes.csv"), "comments": ContentFile(STATEMENTS, "comments.csv")}
    signed_in.post(reverse("polls:vote", args=[cohort.pk]), {"question": "What is hard?", **files})
    found = Opinion.objects.get()
    assert [one["text"] for one in found.shared] == ["Remedy is hard to design"]
    assert found.divisive == ["One rule for all is best"]
    page = reverse("polls:opinion", args=[found.pk])
    assert "Show the members what they share" in signed_in.get(page).content.decode()
    commonalities.share_opinion(officer, found)
    shown = signed_in.get(page).content.decode()
    assert "Members were shown this on" in shown
    assert "Show the members what they share" not in shown
    assert [one.text for one in cohort.commonalities.all()] == ["Remedy is hard to design"]
    opinions.forget_opinion(officer, found)
    assert not Opinion.objects.exists()


def test_votes_for_a_statement_that_is_not_there_say_where(officer: Actor, cohort: Cohort) -> None:
    conversation = opinions.Conversation(question="Why?", votes=votes(), comments="comment-id\n1\n2\n")
    with pytest.raises(Declined, match="row"):
        opinions.find_opinion(officer, cohort, conversation)
