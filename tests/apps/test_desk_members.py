"""What members see of the desk: the texts open to their objections, and nothing of anybody else."""

import re

import pytest
from desk_scene import AFTER, SECRET, Scene, as_, go_to, kept, make_open, page, write
from django.urls import reverse

from convenor.desk.actions import objecting
from convenor.desk.models import Objection

pytestmark = pytest.mark.django_db


def test_a_member_sees_the_text_its_caveats_and_nobody_of_the_desk(scene: Scene) -> None:
    draft = make_open(scene)
    objecting.raise_objection(scene.peer, draft, organisation="ericsson", text="The axolotl is ours.")
    text = page(as_(scene.nominee_account), reverse("desk:look", args=[draft.pk]))
    assert "Some companies weigh severity before likelihood." in text
    assert "Global North" in text
    assert draft.provenance in text
    assert "you may object until" in text
    for hidden in ("Officer", "Chief", "axolotl", "Ericsson", "27 Feb", "2023-02-27", SECRET):
        assert hidden not in text
    listed = page(as_(scene.nominee_account), reverse("desk:in_view"))
    assert "Severity at work" in listed
    assert "axolotl" not in listed


def test_a_member_objects_and_reads_the_answer(scene: Scene) -> None:
    draft = make_open(scene)
    client, address = as_(scene.nominee_account), reverse("desk:look", args=[draft.pk])
    response = client.post(address, {"organisation": "vodafone", "text": "That is us."}, follow=True)
    assert "That is us." in response.content.decode()
    assert "2023-02-27" not in response.content.decode()
    officer = as_(scene.officer_account)
    objection = Objection.objects.get()
    assert "Vodafone" in page(officer, reverse("desk:draft", args=[draft.pk]))
    officer.post(reverse("desk:answer", args=[objection.pk]), {"answer": "It fits seven members."})
    assert "It fits seven members." in page(client, reverse("desk:in_view"))
    assert "It fits seven members." not in page(as_(scene.peer_account), reverse("desk:in_view"))


def test_what_a_member_sees_is_the_same_byte_for_byte_whether_or_not_another_objects(scene: Scene) -> None:
    draft = make_open(scene)
    client = as_(scene.nominee_account)

    def seen() -> list[str]:
        pages = [client.get(address).content.decode() for address in (reverse("desk:in_view"), look)]
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text) for text in pages]

    look = reverse("desk:look", args=[draft.pk])
    before = seen()
    objection = objecting.raise_objection(scene.peer, draft, organisation="ericsson", text="The axolotl is ours.")
    assert seen() == before
    objecting.answer_objection(scene.officer, objection, answer="It fits seven members.")
    assert seen() == before
    # The same question, asked of somebody to whom it does make a difference.
    assert "axolotl" in page(as_(scene.peer_account), look)


def test_one_s_own_objection_says_what_it_is_about_while_that_is_in_view(scene: Scene) -> None:
    draft = make_open(scene)
    objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    listed = page(as_(scene.nominee_account), reverse("desk:in_view"))
    assert "About “Severity at work”" in listed
    write(scene, draft, title="A title that nobody outside has seen")
    listed = page(as_(scene.nominee_account), reverse("desk:in_view"))
    assert "That is us." in listed
    assert "A title that nobody" not in listed


def test_a_member_objects_for_no_other_organisation(scene: Scene) -> None:
    draft = make_open(scene)
    before, address = kept(draft), reverse("desk:look", args=[draft.pk])
    response = as_(scene.nominee_account).post(address, {"organisation": "ericsson", "text": "For them."})
    assert response.status_code == 200
    assert kept(draft) == before


def test_after_the_last_day_the_page_says_so(scene: Scene) -> None:
    draft = make_open(scene)
    go_to(AFTER)
    client, address = as_(scene.nominee_account), reverse("desk:look", args=[draft.pk])
    assert "ended on 20 March 2023" in page(client, address)
    before = kept(draft)
    client.post(address, {"organisation": "vodafone", "text": "Late."})
    assert kept(draft) == before


def test_with_nothing_to_look_at_the_page_says_what_will_be_here(scene: Scene) -> None:
    assert "Nothing to look at now" in page(as_(scene.nominee_account), reverse("desk:in_view"))
