"""Rosters for the tests: the public list of 2022 with coarse public facts, and an invented secret one."""

from collections.abc import Sequence
from typing import Any

from convenor.rules.attribution import Finding, Roster, check, parse_roster

Found = list[tuple[str, str, str, tuple[str, ...]]]


def _member(identity: str, name: str, aliases: Sequence[str] = (), **facts: Any) -> dict[str, Any]:
    return {"id": identity, "name": name, "aliases": list(aliases), "handles": [f"@{identity}_says"], **facts}


def _company(name: str, place: str, sector: str, **facts: Any) -> dict[str, Any]:
    """Make a member of the public list: its id is its name in plain small letters, its domain is that.com."""
    identity = name.lower().replace("ó", "o")
    region = ["North America"] if place == "United States" else ["Europe"]
    attributes = {"country": place, "region": region, "sector": [sector], "size": "large"}
    attributes |= facts.pop("more", {})
    return _member(identity, name, domains=[f"{identity}.com"], attributes=attributes, **facts)


US = "United States"
PUBLIC_FACTS: dict[str, Any] = {
    "visibility": "public",
    "k": 5,
    "members": [
        _company("Apple", US, "consumer devices", aliases=["Apple Inc."], products=["iPhone", "Safari"]),
        _company("Cisco", US, "network equipment", aliases=["Cisco Systems"], products=["Webex"]),
        _company("Cloudflare", US, "internet infrastructure", more={"size": "medium"}),
        _company("Ericsson", "Sweden", "network equipment", aliases=["LM Ericsson"]),
        _company("Google", US, "search", aliases=["Alphabet"], products=["YouTube"], more={"stack": "cloud platform"}),
        _member(
            "hpe",
            "Hewlett Packard Enterprise",
            ["HPE"],
            attributes={"country": US, "region": "North America", "sector": "enterprise technology", "size": "large"},
        ),
        _company("Meta", US, "social media", aliases=["Facebook", "FB"], products=["WhatsApp", "Threads"]),
        _company("Microsoft", US, "enterprise technology", products=["Teams", "Xbox"]),
        _company("Salesforce", US, "enterprise technology", products=["Slack"]),
        _company(
            "Telefónica",
            "Spain",
            "telecommunications",
            products=["Movistar"],
            more={"city": "Madrid", "stack": ["network operator"], "user_regions": ["Latin America"]},
            events=[{"date": "2022", "text": "joined the community in 2022"}],
        ),
        _company(
            "Twitter",
            US,
            "social media",
            products=["TweetDeck"],
            more={"size": "medium"},
            events=[{"date": "2022-11", "text": "its human rights team was laid off in November 2022"}],
        ),
        _company("Verizon", US, "telecommunications"),
        _company("Vodafone", "United Kingdom", "telecommunications", products=["M-Pesa"]),
    ],
    "experts": [{"name": "Oyelaran Whitlock-Sørby", "organisation": "the secretariat"}],
    "public_sources": [
        {"url": "https://www.ericsson.com/en/rights-5g", "title": "5G assessment", "members": ["ericsson"]},
        {"url": "https://reports.example/search", "title": "A report on search", "members": ["google"]},
    ],
}

SECRET_FACTS: dict[str, Any] = {
    "visibility": "secret",
    "k": 3,
    "members": [
        _member("beacon", "Beacon", ["Beacon Mobile"], products=["Lamplighter"], domains=["beacon.example"]),
        _member(
            "quorra",
            "Quorra Interactive",
            ["Quorra", "量子互动"],
            domains=["quorra.example"],
            people=[{"name": "Iphigenia van der Molenbroek", "role": "representative"}],
        ),
        _member("tolmach", "Толмач", ["Tolmach"]),
        _member("nilu", "Nilu & Daughters"),
        _member("zumaya", "Zümaya Systems", ["ZMY"], products=["PostOwl"], people=[{"name": "Baptiste Young"}]),
        _member("oak", "Oak Hollow", domains=["oakhollow.example"]),
        _member("sabah", "صباح"),
        _member("niki", "Νίκη Δίκτυα"),
    ],
    "public_sources": [{"url": "https://quorra.example/report", "members": ["quorra"]}],
}

PUBLIC: Roster = parse_roster(PUBLIC_FACTS)
SECRET: Roster = parse_roster(SECRET_FACTS)

# One a line, id: country, city, region, sector, size, regions of users, events besides joining; all of them invented.
_LOOSE_ROWS = """
malinet: Mali, Bamako, Africa, telecommunications, medium, Africa, 2024-03: was ordered to shut down its network in March 2024
zambola: Zambia, Lusaka, Africa, telecommunications, small, Africa + Europe
gambit: Gambia, Banjul, Africa, gaming, small, -
tunikod: Tunisia, Tunis, Africa, enterprise software, small, -, 2023-05: was bought by a rival in May 2023
bruxnet: Belgium, Brussels, Europe, telecommunications, large, Europe
slovoco: Slovakia, Bratislava, Europe, video communications, small, -
dansk: Denmark, Aarhus, Europe, network equipment, large, -
albion: United Kingdom, Leeds, Europe, semiconductors, medium, -
cambria: United Kingdom, Cardiff, Europe, payments, small, -
sunny: United States, Sunnyvale, North America, semiconductors, large, -
oakapp: United States, Oakland, North America, social media, medium, -
toronex: Canada, Toronto, North America, social media, large, -
limaria: Peru, Lima, Latin America, payments, medium, -
koreon: South Korea, Busan, East Asia, gaming, large, -
vietplay: Vietnam, Hanoi, Southeast Asia, gaming, medium, -, 2025-02: joined the community in February 2025
"""  # noqa: E501


def _row(line: str) -> dict[str, Any]:
    identity, _, rest = line.partition(": ")
    country, city, region, sector, size, users, *events = rest.split(", ")
    told = [dict(zip(("date", "text"), event.split(": "), strict=True)) for event in events]
    attributes = {
        "country": country,
        "city": city,
        "region": region,
        "sector": sector,
        "size": size,
        "user_regions": [] if users == "-" else users.split(" + "),
    }
    year = "2023" if size == "small" else "2024"
    joined = [{"date": year, "text": f"joined the community in {year}"}] if identity != "vietplay" else []
    return {"id": identity, "name": f"{identity.title()}qz", "attributes": attributes, "events": [*joined, *told]}


LOOSE: Roster = parse_roster(
    {"visibility": "public", "k": 5, "members": [_row(line) for line in _LOOSE_ROWS.strip().splitlines()]}
)


def findings(note: str, roster: Roster = PUBLIC, **more: Any) -> tuple[Finding, ...]:
    """Check a note and give what was found."""
    return check(note, roster, **more).findings


def found(note: str, roster: Roster = PUBLIC, **more: Any) -> Found:
    """Give each finding as its text, its kind, its level and its members."""
    return [(one.text, str(one.kind), str(one.level), one.members) for one in findings(note, roster, **more)]
