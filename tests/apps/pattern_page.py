"""A page that shows every pattern, with content as it might be."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from convenor.rules.vocabulary import DraftState, Level, Mode, RequirementStatus, SessionKind, Zone


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(help_text="A few words that members will recognise.", max_length=80)
    day = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(min_value=5, max_value=60, help_text="In minutes. A regular meeting has 60.")
    mode = forms.ChoiceField(
        label="Where does it take place?",
        choices=[(Mode.VIRTUAL, "Online"), (Mode.IN_PERSON, "In person"), (Mode.HYBRID, "Both")],
        widget=forms.RadioSelect,
    )
    quarters = forms.MultipleChoiceField(
        label="Which quarters?",
        choices=[("1", "January to March"), ("2", "April to June"), ("3", "July to September")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    theme = forms.ChoiceField(choices=[("", "Choose one"), ("severity", "Operationalising severity")])
    report = forms.FileField(
        label="Attendance report", help_text="Zoom, Teams or Meet, as it was downloaded.", required=False
    )
    remarks = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 4}), help_text="Write no names.", required=False
    )
    agreed = forms.BooleanField(label="The group has agreed this date", help_text="Kept with the day it was recorded.")


def samples() -> dict[str, Any]:
    """Everything that `pattern_page.html` shows."""
    return {
        "page_title": "Patterns",
        "lead": "Every pattern of the pages, with content as it might be.",
        "zone": Zone.DESK,
        "seen_by": "Seen by the secretariat.",
        "zones": [
            {"zone": Zone.ROOM, "seen_by": "Seen by the members of this cohort."},
            {"zone": Zone.DESK, "seen_by": "Seen by the secretariat."},
            {"zone": Zone.PUBLIC, "seen_by": ""},
            {"zone": Zone.FUNDING, "seen_by": ""},
        ],
        "sample_form": SampleForm(),
        "wrong_form": SampleForm({"title": "", "day": "31/02/2022", "minutes": "75", "mode": "raft", "theme": ""}),
        "states": ["", *DraftState],
        "until": date(2022, 3, 28),
        "at": datetime(2022, 3, 14, 15, 0, tzinfo=UTC),
        "blocked": Level.BLOCKED,
        "review": Level.REVIEW,
        "page": Paginator(range(45), 20).page(2),
        "trail": [{"label": "Year", "url": "#"}, {"label": "March", "url": "#"}, {"label": "14 March 2022"}],
        **_lists(),
        **_pictures(),
    }


def _lists() -> dict[str, Any]:
    return {
        "due": [
            {
                "title": "Agenda for 14 March",
                "url": "#",
                "when": "due tomorrow",
                "why": "Two updates are missing.",
                "kind": "stop",
            },
            {
                "title": "Note of 28 February",
                "url": "#",
                "when": "objections until 21 March",
                "why": "One objection to answer.",
                "kind": "wait",
            },
            {
                "title": "Gender working group",
                "url": "#",
                "when": "this quarter",
                "why": "No meeting yet between January and March.",
            },
        ],
        "tasks": [
            {"title": "Read the report", "url": "#", "state": "Done", "kind": "good"},
            {
                "title": "Match people to seats",
                "url": "#",
                "hint": "Four of 19 are still to be matched.",
                "state": "In hand",
                "kind": "wait",
            },
            {
                "title": "Confirm the attendance",
                "hint": "Opens when everybody is matched.",
                "state": "Cannot start yet",
            },
        ],
        "rows": [
            {"key": "Date", "value": "14 March 2022, 15:00 (UTC+1)", "change_url": "#"},
            {"key": "Themes", "value": "Operationalising severity\nStakeholder engagement", "change_url": "#"},
            {"key": "Printed label", "value": "COP Q2 Session 2"},
        ],
        "standings": [
            {
                "title": "Regular meetings",
                "status": RequirementStatus.MET,
                "sentence": "Your organisation was represented at all four regular meetings so far.",
                "rule": "A nominee, a delegate or a guest credits the company.",
                "evidence": "28 February, 14 March, 3 May and 17 May 2022.",
            },
            {
                "title": "Special meetings",
                "status": RequirementStatus.NOT_SET,
                "sentence": "The group has not decided how many special meetings a company attends.",
            },
            {
                "title": "Working group",
                "status": RequirementStatus.NOT_MET,
                "sentence": "Your organisation is in no working group yet.",
                "rule": "Each company takes part in at least one.",
                "next_label": "choose a group",
                "next_url": "#",
            },
            {
                "title": "Year-end update",
                "status": RequirementStatus.NOT_DUE,
                "sentence": "The written update is due on 30 November 2022.",
            },
        ],
        "heads": ["Group", "Quarter 1", "Quarter 2", "Quarter 3"],
        "cells": [
            ["Gender", "10 February", "12 May", "None yet"],
            ["Generative AI", "3 March", "9 June", "8 September"],
        ],
        "seen": ["The members of this cohort", "The secretariat"],
        "consequences": [
            "The note leaves the public site and the feed at once.",
            "Its address says that it was withdrawn, and when.",
            "The record of who released it stays with the secretariat.",
        ],
    }


def _pictures() -> dict[str, Any]:
    dots: dict[str, list[dict[str, Any]]] = {
        "Feb": [_dot(SessionKind.REGULAR, "Due diligence and enterprise risk", date(2022, 2, 28))],
        "Mar": [_dot(SessionKind.REGULAR, "Operationalising severity", date(2022, 3, 14))],
        "May": [
            _dot(SessionKind.REGULAR, "Stakeholder engagement", date(2022, 5, 3)),
            _dot(SessionKind.REGULAR, "Conflict-affected settings", date(2022, 5, 17)),
            _dot(SessionKind.WORKING_GROUP, "Gender", date(2022, 5, 12)),
        ],
        "Jun": [_dot(SessionKind.SPECIAL, "A conflict and what it asks of companies", date(2022, 6, 21))],
        "Sep": [_dot(SessionKind.REGULAR, "Priorities", date(2022, 9, 12))],
        "Oct": [_dot(SessionKind.OUTREACH_DIALOGUE, "Civil society", date(2022, 10, 5)) | {"cancelled": True}],
        "Nov": [
            _dot(SessionKind.GATHERING, "Annual gathering", date(2022, 11, 29)),
            _dot(SessionKind.EXECUTIVE_DIALOGUE, "Leaders' dialogue", date(2022, 11, 30)),
        ],
        "Dec": [_dot(SessionKind.WEBINAR, "Introduction for newcomers", date(2022, 12, 7))],
    }
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return {
        "release": {
            "tables": [
                {
                    "by": ["region"],
                    "total": 40,
                    "cells": [
                        {"where": {"region": ["Europe"]}, "count": 18},
                        {"where": {"region": ["Africa", "Asia", "Latin America"]}, "least": 5, "most": 15, "words": ""},
                    ],
                },
                {
                    "by": ["region", "answer"],
                    "total": None,
                    "cells": [{"where": {"region": ["Europe"], "answer": ["yes"]}, "count": 9}],
                },
            ],
            "withheld": [{"by": ["sector"], "reason": "too few to show"}],
        },
        "months": [
            {
                "label": name,
                "now": name == "Mar",
                "gap": "No session" if name in {"Apr", "Jul", "Aug"} else "",
                "dots": dots.get(name, []),
            }
            for name in names
        ],
        "quarter_lines": [
            {"label": "January to March", "lines": [{"text": "Gender", "state": "Met", "kind": "good"}]},
            {"label": "April to June", "lines": [{"text": "Gender", "state": "Met", "kind": "good"}]},
            {"label": "July to September", "lines": [{"text": "Gender", "state": "Missing", "kind": "wait"}]},
            {"label": "October to December", "lines": [{"text": "Gender", "state": "Planned"}]},
        ],
        "agenda": [
            {
                "title": "Statement",
                "minutes": 3,
                "starts": "15:00",
                "state": "done",
                "note": "Read at 15:01, version 1.2.",
            },
            {"title": "Updates from members", "minutes": 12, "starts": "15:03", "state": "done"},
            {
                "title": "Operationalising severity",
                "minutes": 35,
                "starts": "15:15",
                "state": "now",
                "note": "How scale, scope and whether harm can be put right are weighed together.",
                "url": "#",
                "url_label": "Write a remark",
            },
            {"title": "Close", "minutes": 1, "starts": "15:50", "note": "What we take home; what may be told."},
        ],
    }


def _dot(kind: SessionKind, label: str, day: date) -> dict[str, Any]:
    return {"kind": kind, "label": label, "day": day, "url": "#"}
