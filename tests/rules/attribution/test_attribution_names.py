"""Names in every disguise are found, and ordinary words are left alone."""

from collections.abc import Callable

import pytest
from attribution_rosters import PUBLIC, PUBLIC_FACTS, SECRET, findings, found

from convenor.rules.attribution import parse_roster
from convenor.rules.attribution.index import index_of

HOMOGLYPHS = str.maketrans("aeocpxiyABCEHKMOPTX", "аеосрхіуАВСЕНКМОРТХ")
FULLWIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

# How one name may be disguised, and whether a careful person may doubt it.
SURELY: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "possessive": lambda name: f"{name}'s",
    "curly possessive": lambda name: f"{name}’s",
    "in a compound": lambda name: f"{name}-backed",
    "joined to a word": lambda name: f"{name}Works",
    "behind a word": lambda name: f"My{name}",
    "hashtag": lambda name: f"#{name}Cares",
    "small hashtag": lambda name: f"#{name.lower()}cares",
    "spelled with spaces": " ".join,
    "spelled in capitals": lambda name: " ".join(name.upper()),
    "spelled with hyphens": "-".join,
    "spelled with dots": ".".join,
    "zero-width space": lambda name: f"{name[:3]}\u200b{name[3:]}",
    "word joiners": "\u2060".join,
    "soft hyphen": lambda name: f"{name[:4]}\u00ad{name[4:]}",
    "hyphenated at a line end": lambda name: f"{name[:3]}-\n{name[3:]}",
    "hyphenated in a quotation": lambda name: f"{name[:3]}-\n> {name[3:]}",
    "first letter bold": lambda name: f"**{name[0]}**{name[1:]}",
    "end in italics": lambda name: f"{name[:4]}*{name[4:]}*",
    "markup inside": lambda name: f"{name[:4]}<b>{name[4:]}</b>",
    "underscores": lambda name: f"_{name}_",
    "code": lambda name: f"`{name}`",
    "link text": lambda name: f"[{name}](#note)",
    "letters of another script": lambda name: name.translate(HOMOGLYPHS),
    "digits for letters": lambda name: name.translate(str.maketrans("aeo", "430")),
    "full width": lambda name: name.translate(FULLWIDTH),
    "entity": lambda name: f"{name[:2]}&#{ord(name[2])};{name[3:]}",
    "entities only": lambda name: "".join(f"&#{ord(sign)};" for sign in name),
    "escape": lambda name: f"%{ord(name[0]):X}{name[1:]}",
    "circled": lambda name: "".join(chr(0x24D0 + ord(sign) - 97) for sign in name.lower()),
    "tag signs": lambda name: f"{name[:2]}\U000e0061{name[2:]}",
    "struck through": "\u0336".join,
    "link over a part": lambda name: f"[{name[:2]}](#note){name[2:]}",
    "empty link inside": lambda name: f"{name[:3]}[](){name[3:]}",
    "comment inside": lambda name: f"{name[:3]}<!-- x -->{name[3:]}",
    "tag with a class inside": lambda name: f'{name[:3]}<span class="x">{name[3:]}</span>',
    "part underscored": lambda name: f"{name[:3]}_{name[3:]}_",
    "stars between": "*".join,
    "line end with a soft hyphen": lambda name: f"{name[:4]}\u00ad\n{name[4:]}",
    "capitals anywhere": lambda name: "".join(s.upper() if at % 2 else s.lower() for at, s in enumerate(name)),
    "footnote mark": lambda name: f"{name}<sup>1</sup>",
    "legal form": lambda name: f"{name} Holdings plc",
    "number behind": lambda name: f"{name}2",
    "mail address": lambda name: f"someone@{name.lower()}.com",
    "sub-domain": lambda name: f"press.{name.lower()}.com",
    "web address": lambda name: f"https://www.{name.lower()}.com/a?b=1",
}
DOUBTFUL: dict[str, Callable[[str], str]] = {
    "plural": lambda name: f"{name}s",
    "people of it": lambda name: f"ex-{name}ers",
    "letter doubled": lambda name: f"{name[:3]}{name[2:]}",
    "letters swapped": lambda name: f"{name[:2]}{name[3]}{name[2]}{name[4:]}",
    "letter left out": lambda name: f"{name[:4]}{name[5:]}",
    "other letter": lambda name: f"{name[:3]}z{name[4:]}",
    "letter drawn out": lambda name: f"{name[:2]}{name[1] * 4}{name[2:]}",
    "as it sounds": lambda name: f"{name}e" if name[-1] != "e" else f"{name[:-1]}",
    "split by a space": lambda name: f"{name[:4]} {name[4:]}",
    "with a word of its own behind": lambda name: f"{name.lower()}stuff",
}
SENTENCES = ("Later {} had more to say.", "The draft went to {} in the spring.", "{} and two more were of one mind.")


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", ["Cloudflare", "Ericsson", "Vodafone"])
@pytest.mark.parametrize("disguise", [*SURELY, *DOUBTFUL])
def test_a_name_is_found_in_every_disguise(disguise: str, name: str, sentence: str) -> None:
    written = (SURELY | DOUBTFUL)[disguise](name)
    note = sentence.format(written)
    start = note.index(written)
    here = [one for one in findings(note) if one.start < start + len(written) and one.end > start]
    assert [one.members for one in here] == [(name.lower(),)]
    assert here[0].level == "blocked" or disguise in DOUBTFUL


@pytest.mark.parametrize(
    ("note", "text", "member"),
    [
        ("We thank Hewlett Packard Enterprise.", "Hewlett Packard Enterprise", "hpe"),
        ("We thank Hewlett-Packard\nEnterprise.", "Hewlett-Packard\nEnterprise", "hpe"),
        ("We thank hewlettpackardenterprise.", "hewlettpackardenterprise", "hpe"),
        ("HPE asked.", "HPE", "hpe"),
        ("FB asked.", "FB", "meta"),
        ("Telefonica asked.", "Telefonica", "telefonica"),
        ("A user of TweetDeck asked.", "TweetDeck", "twitter"),
        ("Somebody sent it over M-Pesa.", "M-Pesa", "vodafone"),
        ("It was posted by @meta_says.", "@meta_says", "meta"),
        ("A part of Alphabet's staff left.", "Alphabet's", "google"),
    ],
)
def test_aliases_products_and_handles_lead_to_their_member(note: str, text: str, member: str) -> None:
    assert found(note) == [(text, "direct", "blocked", (member,))]


@pytest.mark.parametrize(
    ("note", "text", "member"),
    [
        ("We heard 量子互动的同事 on this.", "量子互动", "quorra"),
        ("كتبت صباح عن ذلك", "صباح", "sabah"),
        ("Толмач publishes it.", "Толмач", "tolmach"),
        ("ТОЛМАЧ publishes it.", "ТОЛМАЧ", "tolmach"),
        ("ΝΙΚΗ ΔΙΚΤΥΑ publishes it.", "ΝΙΚΗ ΔΙΚΤΥΑ", "niki"),
        ("Zuemaya Systems publishes it.", "Zuemaya Systems", "zumaya"),
        ("Nilu and Daughters publishes it.", "Nilu and Daughters", "nilu"),
        ("An Oak Hollow-led pilot ran.", "Oak Hollow", "oak"),
        ("a colleague of oak hollow publishes it", "oak hollow", "oak"),
    ],
)
def test_names_of_any_script_and_shape_are_found(note: str, text: str, member: str) -> None:
    assert found(note, SECRET) == [(text, "direct", "blocked", (member,))]


@pytest.mark.parametrize(
    "note",
    [
        "They compared apples with pears.",
        "She is the apple of his eye.",
        "A meta-study was quoted, and metadata can hurt.",
        "Two teams met in spring.",
        "Teams of three worked on it.",
        "There was slack in the plan, and threads were left open.",
        "The sales force was small.",
        "We saw lions on safari.",
        "The list is in alphabetical order, and the alphabet is long.",
        "We met in San Francisco.",
        "Goggles protect the eyes. The birds twittered.",
        "If company X buys company Y, little changes.",
        "He is all for it; the ail is old.",
    ],
)
def test_ordinary_words_that_look_like_names_are_clear(note: str) -> None:
    assert found(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "A beacon of hope was lit.",
        "Beacon schools were cited.",
        "The report may beacon others.",
        "An oak stood in the hollow.",
        "It is a young field, and young people know it.",
        "She wore oak brown.",
        "It was made of oak. Hollow words followed.",
        "They saw pine, oak, hollow trunks and moss.",
    ],
)
def test_ordinary_words_of_an_invented_roster_are_clear(note: str) -> None:
    assert found(note, SECRET) == []


@pytest.mark.parametrize(
    ("note", "level"),
    [
        ("A question from Apple came next.", "blocked"),
        ("In the end Apple explained its plan.", "blocked"),
        ("It is said that Apple engineers knew.", "blocked"),
        ("The plan rests on Apple alone.", "review"),
        ("Apple said so.", "blocked"),
        ("Apple, Cisco and one more left.", "review"),
        ("Somebody from apple explained it.", "blocked"),
        ("Аpple is mentioned.", "blocked"),
        ("See #AppleRights for more.", "review"),
    ],
)
def test_a_name_that_is_a_word_is_weighed_by_its_surroundings(note: str, level: str) -> None:
    assert (found(note)[0][2], found(note)[0][3]) == (level, ("apple",))


def test_the_plural_of_a_word_name_is_doubtful_and_needs_a_capital() -> None:
    assert found("This is one for the Apples of the world.")[0][2] == "review"
    assert found("This is one for the apples of the world.") == []


def test_a_brand_that_was_once_a_word_is_a_brand() -> None:
    assert found("Somebody at twitter knew.") == [("twitter", "direct", "blocked", ("twitter",))]


def test_letters_that_only_look_alike_are_exchanged_only_where_a_reader_is_misled() -> None:
    roster = parse_roster({"members": [{"id": "tali", "name": "Tali Networks", "aliases": ["Tali"]}]})
    assert found("The tall house fell. Tall trees stood.", roster) == []
    assert found("We thank TaIi for it, and Ta1i too.", roster) == [
        ("TaIi", "direct", "blocked", ("tali",)),
        ("Ta1i", "direct", "blocked", ("tali",)),
    ]


def test_the_longest_name_is_one_finding() -> None:
    assert found("We thank Cisco Systems.") == [("Cisco Systems", "direct", "blocked", ("cisco",))]


def test_names_in_one_sentence_are_found_one_by_one() -> None:
    assert [text for text, *_ in found("Vodafone, Verizon and Google differ.")] == ["Vodafone", "Verizon", "Google"]


def test_a_name_that_two_members_share_leads_to_both() -> None:

    facts = {**PUBLIC_FACTS, "members": [dict(one) for one in PUBLIC_FACTS["members"]]}
    facts["members"][9]["products"] = ["Sharedline"]
    facts["members"][12]["products"] = ["Sharedline"]
    assert found("Users of Sharedline know.", parse_roster(facts))[0][3] == ("telefonica", "vodafone")


def test_a_reason_says_what_was_named() -> None:
    assert "Movistar" in findings("Movistar grew.")[0].reason
    assert "Telefónica" in findings("Movistar grew.")[0].reason


def test_a_name_in_an_unlisted_address_is_found() -> None:
    assert found("See https://news.example/2022/vodafone-and-rights.html for more.") == [
        ("https://news.example/2022/vodafone-and-rights.html", "contact", "blocked", ("vodafone",))
    ]


def test_a_word_name_in_an_address_counts_only_as_a_whole_part_of_it() -> None:
    assert found("See https://social.example/apple for more.")[0][2:] == ("review", ("apple",))
    assert found("See https://recipes.example/apple-pie for more.") == []


def test_a_roster_is_laid_out_once() -> None:
    assert index_of(PUBLIC) is index_of(PUBLIC)


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("Водафон", "vodafone"),
        ("فودافون", "vodafone"),
        ("والفودافون", "vodafone"),
        ("ボーダフォン", "vodafone"),
        ("Майкрософт", "microsoft"),
        ("Μικροσοφτ", "microsoft"),
        ("מיקרוסופט", "microsoft"),
        ("マイクロソフト", "microsoft"),
        ("Эрикссон", "ericsson"),
        ("Клаудфлэр", "cloudflare"),
    ],
)
def test_a_name_written_as_it_sounds_in_another_script_is_doubtful(text: str, member: str) -> None:
    assert found(f"«{text}»") == [(text, "direct", "review", (member,))]


@pytest.mark.parametrize(
    "note",
    [
        "Участники обсудили, как оценивать риски и кто отвечает за средства защиты.",
        "ناقش المشاركون كيفية تقييم المخاطر ومن المسؤول عن سبل الانتصاف.",
        "Οι συμμετέχοντες συζήτησαν πώς να αξιολογούν τους κινδύνους.",
        "参加者はリスクとコミュニケーションについて話し合った。",
    ],
)
def test_plain_words_of_another_script_name_nobody(note: str) -> None:
    assert [one for one in found(note) if one[1] == "direct"] == []
