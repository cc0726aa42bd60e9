"""The patterns of the pages: each says in words what it shows, and what somebody wrote stays text."""

import enum
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from apps.pattern_page import SampleForm, samples
from convenor.kernel.language import dated
from convenor.kernel.templatetags.patterns import error_lead, moment
from convenor.kernel.words import WORDS, ZONE_SENTENCES
from convenor.rules import vocabulary


def shown(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


def classes_in(html: str) -> list[str]:
    return re.findall(r'<li class="([^"]+)"', html)


def test_every_word_of_the_vocabulary_has_a_word_for_people() -> None:
    kinds = {
        name: {str(member) for member in kind}
        for name, kind in vars(vocabulary).items()
        if isinstance(kind, enum.EnumMeta) and kind is not enum.StrEnum
    }
    assert {name: set(words) for name, words in WORDS.items()} == kinds


def test_every_zone_says_what_holds_in_it() -> None:
    assert set(ZONE_SENTENCES) == {str(zone) for zone in vocabulary.Zone}


def test_a_value_without_a_word_is_not_shown_raw() -> None:
    with pytest.raises(LookupError):
        shown('{{ value|word:"SessionKind" }}', value="jamboree")


def test_the_page_of_patterns_shows_them_all() -> None:
    html = shown(Path(__file__).with_name("pattern_page.html").read_text(encoding="utf-8"), **samples())
    for mark in ("zone desk", "steps", "due", "year", "finding blocked", "agenda", "standing met", "cap-line", "tasks"):
        assert f'class="{mark}' in html, mark
    for mark in ("summary", "empty", "pages", "crumbs", "back", "seen-by", "error-summary", "notice synthetic"):
        assert f'class="{mark}' in html, mark


def test_a_tag_has_a_known_kind() -> None:
    with pytest.raises(TemplateSyntaxError):
        shown('{% tag "Met" "sparkling" %}')


def test_what_somebody_wrote_stays_text_in_a_finding() -> None:
    html = shown(
        '{% finding quote=q why=q level="blocked" %}<button class="link">Use it</button>{% endfinding %}', q="<b>x</b>"
    )
    assert "<b>" not in html
    assert '<button class="link">' in html


def test_a_finding_has_a_known_level() -> None:
    with pytest.raises(ValueError, match="grave"):
        shown('{% finding quote="a" why="b" level="grave" %}{% endfinding %}')


def test_what_somebody_wrote_stays_text_in_a_notice() -> None:
    assert "<i>" not in shown('{% notice "warn" title=t %}<p>{{ t }}</p>{% endnotice %}', t="<i>x</i>")


def test_a_sealed_note_stands_at_the_first_step() -> None:
    html = shown('{% steps "" %}')
    assert classes_in(html) == ["room now", "desk later", "desk later", "desk later", "public later"]


def test_a_text_that_is_open_to_objections_says_until_when() -> None:
    html = shown('{% steps "objections" until=until %}', until=date(2022, 3, 28))
    assert classes_in(html) == ["room done", "desk done", "desk done", "desk now", "public later"]
    assert "Until 28 March 2022" in html


def test_a_withdrawn_text_is_not_shown_as_published_now() -> None:
    html = shown('{% steps "withdrawn" %}')
    assert classes_in(html)[-2:] == ["public done", "desk now"]
    assert "Withdrawn" in html


def test_the_seats_are_counted_in_words_and_circles() -> None:
    html = shown("{% cap_line seated=13 cap=20 low=15 high=20 waiting=1 %}")
    assert (html.count('class="taken"'), html.count('class="free"')) == (13, 7)
    assert "13 of 20 seats are taken. The planned band is 15 to 20. 1 company waits." in html


def test_a_year_names_the_kinds_that_occur_and_no_other() -> None:
    dots = [{"kind": "special", "label": "A special one", "day": date(2022, 6, 21)}]
    html = shown('{% include "patterns/year.html" %}', months=[{"label": "Jun", "dots": dots}, {"label": "Jul"}])
    legend = html[html.index('class="legend"') :]
    assert "Special meeting" in legend
    assert "Regular meeting" not in legend
    assert "No session" in legend


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (UTC, "14 March 2022, 15:00 (UTC)"),
        (timezone(timedelta(hours=5, minutes=30)), "14 March 2022, 20:30 (UTC+5:30)"),
        (timezone(timedelta(hours=-3)), "14 March 2022, 12:00 (UTC−3)"),
    ],
)
def test_a_moment_is_written_with_its_zone(zone: timezone, written: str) -> None:
    from django.utils import timezone as here

    with here.override(zone):
        assert written in moment(datetime(2022, 3, 14, 15, tzinfo=UTC))


def test_every_line_of_the_error_summary_leads_to_an_input() -> None:
    form = SampleForm({"mode": "raft"})
    summary = render_to_string("patterns/error_summary.html", {"form": form})
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == len(form.errors)
    page = str(form)
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_what_is_wrong_in_fields_that_nobody_sees_is_said_once_and_leads_nowhere() -> None:
    class Travelling(forms.Form):
        text = forms.CharField(widget=forms.HiddenInput)
        seen = forms.CharField(widget=forms.HiddenInput)

    summary = render_to_string("patterns/error_summary.html", {"form": Travelling({})})
    said = "This cannot be done here. Load the page again to see how things stand."
    assert summary.count(f"<li>{said}</li>") == 1
    assert "<a " not in summary
    page = str(Travelling({}))
    assert page.count(said) == 1
    assert "text)" not in page


def test_a_field_in_error_is_described_by_its_hint_and_its_error() -> None:
    page = str(SampleForm({}))
    described = re.search(r'<input[^>]*name="title"[^>]*>', page)
    assert described
    assert 'aria-describedby="id_title_helptext id_title_error"' in described.group()
    assert 'aria-invalid="true"' in described.group()
    assert page.index('id="id_title_error"') < described.start()


def test_a_question_needs_no_colon() -> None:
    form = SampleForm()
    assert (error_lead(form["title"]), error_lead(form["mode"])) == ("Title:", "Where does it take place?")


def test_only_optional_fields_say_so() -> None:
    class Filters(forms.Form):
        marks_optional = False
        words = forms.CharField(required=False)

    assert str(SampleForm()).count("(optional)") == 3
    assert "(optional)" not in str(Filters())


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_a_page_for_a_fault_of_ours_needs_nothing_but_itself(name: str) -> None:
    html = get_template(name).render()
    assert "<h1>" in html
    assert "convenor/convenor.css" in html


@pytest.mark.parametrize(
    ("language", "line"), [("en-gb", "a, b; c"), ("ar", "a، b؛ c"), ("zh-hans", "a、b；c"), ("fr", "a, b\u202f; c")]
)
def test_between_two_parts_stands_what_the_language_puts_there(language: str, line: str) -> None:
    with override(language):
        assert Template("a{% comma %}b{% semicolon %}c").render(Context()) == line


def test_a_list_has_the_language_s_commas_and_each_of_its_parts_its_own_order() -> None:
    listed = Template('{{ names|beside:", " }}')
    with override("ar"):
        assert listed.render(Context({"names": ["A & B", "C"]})) == "\u2068A &amp; B\u2069، \u2068C\u2069"
        assert listed.render(Context({"names": []})) == ""
    assert listed.render(Context({"names": ("A", "", "B")})) == "A, B"


def test_the_first_of_a_month_is_counted_in_french_alone() -> None:
    with override("fr"):
        assert [dated(date(2022, 3, day)) for day in (1, 2)] == ["1er mars 2022", "2 mars 2022"]
        assert dated(datetime(2022, 3, 1, 9, tzinfo=UTC), "l j F Y, H:i") == "mardi 1er mars 2022, 09:00"
    assert dated(date(2022, 3, 1)) == "1 March 2022"


@pytest.mark.parametrize(
    ("language", "written"), [("ar", "14 مارس 2022"), ("zh-hans", "2022年3月14日"), ("ru", "14 марта 2022")]
)
def test_a_day_has_no_sign_that_a_list_of_days_has(language: str, written: str) -> None:
    with override(language):
        assert dated(date(2022, 3, 14)) == written
        assert dated(date(2022, 3, 14), "l j F Y").endswith(written)


@pytest.mark.parametrize(
    ("language", "title", "shown"),
    [
        ("ar", "Who decides?", "\u2068Who decides?\u2069"),
        ("ar", "من يقرر في OHCHR؟", "من يقرر في OHCHR؟"),
        ("ar", "", ""),
        ("ru", "Who decides?", "Who decides?"),
        ("en-gb", "Who decides?", "Who decides?"),
        ("ar", "<b>", "\u2068&lt;b&gt;\u2069"),
    ],
)
def test_a_title_of_somebody_s_own_keeps_its_question_mark_where_it_belongs(
    language: str, title: str, shown: str
) -> None:
    with override(language):
        assert Template("{{ title|apart }}").render(Context({"title": title})) == shown


def test_a_page_sets_its_heading_and_its_lead_apart_and_not_its_name() -> None:
    with override("ar"):
        page = render_to_string("base.html", {"page_title": "Who decides?", "lead": "What now?"})
    assert "<h1>\u2068Who decides?\u2069</h1>" in page
    assert '<p class="lead">\u2068What now?\u2069</p>' in page
    assert "<title>Who decides?" in page
