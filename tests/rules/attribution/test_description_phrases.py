"""Phrases in many shapes, on an invented roster of other trades and countries; no such firm takes part in anything."""

from typing import Any

import pytest

from convenor.rules.attribution import check, parse_roster
from convenor.rules.vocabulary import Level

# id: country, city, region, sectors, stack, size, regions of users, events besides joining.
_ROWS = """
pagalia: Mexico, Guadalajara, Latin America, payments, payment processor, medium, Latin America
quickfin: Kenya, Nairobi, Africa, payments + mobile money, wallet app, small, Africa
nivel: Peru, Lima, Latin America, banking, digital bank, large, Latin America, 2022: left Venezuela in 2022
silquartz: Taiwan, Hsinchu, East Asia, semiconductors, chip foundry, large, -
nodal: Netherlands, Veldhoven, Europe, semiconductors, chip equipment, large, -
voltik: South Korea, Suwon, East Asia, consumer electronics, handsets, large, Europe, 2023-07: recalled a phone in July 2023
marktly: Germany, Berlin, Europe, e-commerce, marketplace, large, Europe
tokobag: Indonesia, Jakarta, Southeast Asia, e-commerce, marketplace, large, -, 2024-01: merged with a logistics rival in January 2024
gojalan: Indonesia, Jakarta, Southeast Asia, ride hailing, mobile app, large, Southeast Asia
twende: Kenya, Nairobi, Africa, ride hailing, mobile app, small, Africa
nimbora: Finland, Helsinki, Europe, cloud services, cloud hosting, medium, -
stratava: India, Bengaluru, South Asia, cloud services + IT consulting, cloud hosting, large, -
rexplay: Turkey, Istanbul, Middle East, video streaming, streaming service, medium, Middle East, 2023-11: was fined by the telecoms regulator in November 2023
lyrik: Sweden, Stockholm, Europe, music streaming, streaming service, medium, Europe
perceptra: Canada, Montreal, North America, artificial intelligence, model developer, small, -, 2024-03: joined the network in March 2024
cogniva: France, Paris, Europe, artificial intelligence, model developer, small, -
andestel: Chile, Santiago, Latin America, telecommunications, network operator, large, Latin America
gulfcom: United Arab Emirates, Dubai, Middle East, telecommunications, network operator, large, Middle East + South Asia
lankatel: Sri Lanka, Colombo, South Asia, telecommunications, network operator, medium, South Asia
firewarden: Israel, Tel Aviv, Middle East, cybersecurity, security software, small, -
learnova: Brazil, São Paulo, Latin America, education technology, learning app, small, Latin America
medlink: United States, Boston, North America, health technology, telemedicine, medium, North America
"""  # noqa: E501


def _member(line: str) -> dict[str, Any]:
    identity, _, rest = line.partition(": ")
    country, city, region, sector, stack, size, users, *events = rest.split(", ")
    told = [dict(zip(("date", "text"), event.split(": "), strict=True)) for event in events]
    attributes = {
        "country": country,
        "city": city,
        "region": region,
        "sector": sector.split(" + "),
        "stack": stack,
        "size": size,
        "user_regions": [] if users == "-" else users.split(" + "),
    }
    joined = [{"date": "2023", "text": "joined the network in 2023"}] if identity != "perceptra" else []
    return {"id": identity, "name": f"{identity.title()}qv", "attributes": attributes, "events": [*joined, *told]}


ROSTER = parse_roster(
    {"visibility": "public", "k": 5, "members": [_member(line) for line in _ROWS.strip().splitlines()]}
)


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("the Nairobi firm", "quickfin twende"),
        ("our Berlin member", "marktly"),
        ("the Finns", "nimbora"),
        ("a Dubai-based carrier", "gulfcom"),
        ("a US-headquartered health company", "medlink"),
        ("the Chilean and Peruvian firms", "nivel andestel"),
        ("Spanish-speaking members", "pagalia nivel andestel"),
        ("an Andean bank", "nivel"),
        ("a MENA streaming platform", "rexplay"),
        ("the Gulf operator", "gulfcom"),
        ("a company of Dutch origin", "nodal"),
        ("a participant whose headquarters are in Paris", "cogniva"),
        ("a company with its head office in Tel Aviv", "firewarden"),
        ("members headquartered in the Gulf or in Turkey", "rexplay gulfcom"),
        ("a company out of Colombo", "lankatel"),
        ("a member from a Nordic country", "nimbora lyrik"),
        ("two firms, both from Indonesia", "tokobag gojalan"),
        ("companies that are neither small nor large", "pagalia nimbora rexplay lyrik lankatel medlink"),
        ("the non-Asian chip company", "nodal"),
        ("the chip makers", "silquartz nodal"),
        ("a maker of chips from Taiwan", "silquartz"),
        ("a firm that makes chips", "silquartz nodal"),
        ("a member whose business is chips", "silquartz nodal"),
        ("a nominee from the semiconductor sector", "silquartz nodal"),
        ("the fintechs", "pagalia quickfin"),
        ("a chip foundry", "silquartz"),
        ("a Turkish on-demand video service", "rexplay"),
        ("a firm with Turkish roots", "rexplay"),
        ("the Kenyan, Chilean and Peruvian companies", "quickfin nivel twende andestel"),
        ("a manufacturer whose phone was recalled in July 2023", "voltik"),
        ("both of our Kenyan members", "quickfin twende"),
        ("a hyperscaler", "nimbora stratava"),
        ("a small Kenyan start-up", "quickfin twende"),
        ("an IT services company", "stratava"),
        ("the Indonesian ride-hailing app", "gojalan"),
        ("a streaming service with European users", "lyrik"),
        ("a provider serving customers in South Asia", "gulfcom lankatel"),
        ("a company whose users are mainly in the Middle East", "rexplay gulfcom"),
        ("two of the three operators", "andestel gulfcom lankatel"),
        ("one of the two banks", "nivel"),
        ("both ride-hailing companies", "gojalan twende"),
        ("most Latin American operators", "andestel"),
        ("the sole AI lab from Europe", "cogniva"),
        ("the newest member", "perceptra"),
        ("the smallest African company", "quickfin twende"),
        ("a company that left Venezuela in 2022", "nivel"),
        ("one participant, having quit Venezuela", "nivel"),
        ("the company fined in November 2023", "rexplay"),
        ("a firm penalised by a telecoms regulator last November", "rexplay"),
        ("the member which merged with a rival in January 2024", "tokobag"),
        ("a recently merged marketplace", "tokobag"),
        ("telecom operators and banks", "nivel andestel gulfcom lankatel"),
    ],
)
def test_whom_a_phrase_fits(phrase: str, members: str) -> None:
    verdict = check(f"Then {phrase} asked for another hour.", ROSTER, k=7)
    assert [(one.text, one.members) for one in verdict.findings] == [(phrase, tuple(members.split()))]
    assert verdict.findings[0].level is Level.BLOCKED


@pytest.mark.parametrize(
    ("note", "described"),
    [
        ("A lawyer at a Nordic cloud provider spoke.", "a Nordic cloud provider"),
        ("A colleague from a Santiago-based carrier spoke.", "a Santiago-based carrier"),
        ("The nominee of the only Turkish company spoke.", "the only Turkish company"),
        ("All but the marketplaces wanted slides.", "the marketplaces"),
        ("With the exception of the banks, they agreed.", "the banks"),
        ("Ground staff of a Taiwanese foundry log each order.", "a Taiwanese foundry"),
        ("A _Kenyan_ company spoke.", "A _Kenyan_ company"),
        ("One African and one European member spoke.", "One African"),
        ("SMALL AFRICAN FIRMS spoke.", "SMALL AFRICAN FIRMS"),
    ],
)
def test_the_phrase_is_found_where_it_stands(note: str, described: str) -> None:
    assert [one.text for one in check(note, ROSTER).findings] == [described]


@pytest.mark.parametrize(
    "note",
    [
        "A court in Kenya ruled on content moderation.",
        "The German supply chain act applies to large companies.",
        "The Turkish streaming law was compared with the Indian IT rules.",
        "Civil society organisations in Kenya were consulted.",
        "Law firms in Nairobi offered to help.",
        "A regulator in Brazil blocked an app.",
        "The Lima Group was named as a forum.",
        "The bank account of the foundation was mentioned.",
        "A chip shortage slowed deliveries in Asia.",
        "Users in Latin America asked for local languages.",
        "Vendors and resellers are hard to reach.",
        "Start-ups and SMEs were not represented.",
        "The company that causes harm should provide remedy.",
        "Even the largest companies struggle with this.",
        "The platform should publish its rules.",
        "An operator licence was lost.",
        "The Kenyan elections were used as an example.",
        "Companies outside the room were not asked.",
        "A Japanese operator was named in the press.",
    ],
)
def test_topics_and_others_are_clear(note: str) -> None:
    assert check(note, ROSTER).findings == ()


def test_a_trade_that_nobody_is_in_is_a_guess_for_a_person() -> None:
    (one,) = check("A Finnish gambling company spoke.", ROSTER).findings
    assert (one.level, one.members) == (Level.REVIEW, ("nimbora",))


@pytest.mark.parametrize(
    ("note", "suggestion"),
    [
        ("Our Berlin member spoke.", "An EU member"),
        ("An engineer from Montreal spoke.", "A Global North engineer"),
        ("All but the marketplaces agreed.", "a few participants"),
        ("We heard two of the three operators.", "telecommunications companies and fintechs"),
        ("No bank had tested it.", None),
    ],
)
def test_a_suggestion_fits_its_sentence(note: str, suggestion: str | None) -> None:
    assert [one.suggestion for one in check(note, ROSTER).findings] == [suggestion]
