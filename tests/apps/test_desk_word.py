"""Reading a Word file: its text as a reader sees it, what is hidden in it, and files that mean harm or are none."""

import zipfile
from io import BytesIO

import pytest
from word_files import NAMES, TYPES, WORD, by_an_editor, packed, paragraph, relations, run, telling, word

from convenor.desk.word import MOST_BYTES, Part, Unreadable, package, read_word


def body_of(xml: str, **more: object) -> str:
    return read_word(word(xml, **more)).text.body  # type: ignore[arg-type]


def told(content: bytes) -> dict[Part, list[str]]:
    found: dict[Part, list[str]] = {}
    for one in read_word(content).hidden:
        found.setdefault(one.part, []).append(one.whole)
    return found


# The text


def test_headings_lists_and_tables_come_as_text() -> None:
    text = read_word(by_an_editor()).text
    assert text.title == "Weighing severity first"
    assert text.body == (
        "## What we heard\n\nSome companies weigh severity before likelihood.\n\n"
        "- Begin early\n- Ask affected people\n1. Rate\n2. Decide\n\n"
        "| Step | Who |\n| --- | --- |\n| Rate | a\\|b |\n\n### Next"
    )


def test_insertions_are_in_and_deletions_and_hidden_words_are_out() -> None:
    assert body_of(telling_body()) == "Seen. Shown.\n\nPut in. Bold."


def test_what_was_moved_is_read_where_it_is_now() -> None:
    def moved(name: str, text: str) -> str:
        return paragraph(f'<w:{name} w:author="Advisor 3">{run(text)}</w:{name}>')

    content = word(moved("moveFrom", "It stood here.") + moved("moveTo", "It stands here.") + moved("del", "Gone."))
    assert read_word(content).text.body == "It stands here."
    assert told(content)[Part.DELETION] == ["Advisor 3: It stood here.", "Advisor 3: Gone."]


def telling_body() -> str:
    with zipfile.ZipFile(BytesIO(telling())) as archive:
        xml = archive.read("word/document.xml").decode()
    return xml.partition("<w:body>")[2].partition("</w:body>")[0]


def test_links_come_with_their_address_and_only_those_of_the_web() -> None:
    xml = paragraph(
        run("See "),
        f'<w:hyperlink r:id="r1">{run("the report")}</w:hyperlink>',
        run(" and "),
        f'<w:hyperlink r:id="r2">{run("the file")}</w:hyperlink>',
    )
    links = relations(
        ("r1", "hyperlink", "https://papers.example/a"),
        ("r2", "hyperlink", "file:///C:/Users/lund/a.docx"),
        outside=("r1", "r2"),
    )
    content = word(xml, links=links)
    assert read_word(content).text.body == "See [the report](<https://papers.example/a>) and the file"
    assert told(content)[Part.OUTSIDE] == ["file:///C:/Users/lund/a.docx"]


def test_a_link_that_is_a_field_comes_with_its_address() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = '<w:r><w:instrText>HYPERLINK "https://papers.example/b"</w:instrText></w:r>'
    whole = paragraph(field("begin"), instruction, field("separate"), run("words"), field("end"), run(" after"))
    assert body_of(whole) == "[words](<https://papers.example/b>) after"
    assert body_of(paragraph(field("begin"), run("never ends"))) == "never ends"
    assert body_of(paragraph(field("end"), run("never began"))) == "never began"


def test_footnotes_stand_at_the_end() -> None:
    notes = f'<w:footnotes {WORD}><w:footnote w:id="2">{paragraph(run("Said in public."))}</w:footnote></w:footnotes>'
    xml = paragraph(run("A claim."), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body = body_of(xml, parts={"word/footnotes.xml": notes}, links=relations(("r1", "footnotes", "footnotes.xml")))
    assert body == "A claim. [1]\n\n## Notes\n\n[1] Said in public."


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box.'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert body_of(paragraph(run("Before."), f"<w:r>{both}</w:r>")) == "Before.\n\nIn a box."


def test_content_controls_breaks_and_odd_spaces_are_read() -> None:
    xml = (
        f"<w:sdt><w:sdtContent>{paragraph(run('One'), '<w:r><w:br/></w:r>', run('two   three'))}</w:sdtContent></w:sdt>"
    )
    assert body_of(xml) == "One\ntwo three"
    assert body_of("") == ""


def test_a_strict_file_is_read_like_any_other() -> None:
    content = word(paragraph(run("Words.")))
    strict = zipfile.ZipFile(BytesIO(content))
    parts = {name: strict.read(name) for name in strict.namelist()}
    old, new = b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
    assert read_word(packed(parts)).text.body == "Words."


# What is hidden


def test_every_hidden_part_is_told_with_whom_it_is_from() -> None:
    assert told(telling()) == {
        Part.AUTHOR: ["Nominee 1, Ericsson"],
        Part.LAST_EDITOR: ["Advisor 3"],
        Part.COMPANY: ["Ericsson AB"],
        Part.TEMPLATE: ["Ericsson-memo.dotx", "file:///C:/Users/lund/memo.dotx"],
        Part.PROPERTY: ["title: Draft for Verizon", "revision: 7", "Client: Telefonica"],
        Part.PERSON: ["Nominee 4, Meta · nominee-4@meta.example"],
        Part.COMMENT: ["Nominee 4, Meta: This is us."],
        Part.INSERTION: ["Nominee 1, Ericsson: Put in."],
        Part.DELETION: ["Nominee 2, Verizon: Taken out."],
        Part.FORMATTING: ["Advisor 3"],
        Part.HIDDEN_TEXT: ["Zinnia plan"],
        Part.ALTERNATIVE: ["The Stockholm office"],
        Part.MARGIN: ["Ericsson internal, page 1"],
        Part.EMBEDDED: ["budget-of-ericsson.xlsx"],
        Part.VARIABLE: ["case: Cobalt"],
        Part.CUSTOM_XML: ["Matter 4711"],
        Part.SITTINGS: ["3"],
    }


def test_a_file_that_hides_nothing_tells_nothing() -> None:
    assert read_word(word(paragraph(run("Words.")))).hidden == ()


def test_what_is_told_is_bounded() -> None:
    comment = f'<w:comment w:author="Nominee 1">{paragraph(run("long " * 1000))}</w:comment>'
    others = "".join(
        f'<w:comment w:author="Nominee {number}">{paragraph(run("x"))}</w:comment>' for number in range(900)
    )
    content = word(
        paragraph(run("Words.")),
        {"word/comments.xml": f"<w:comments {WORD}>{comment}{others}</w:comments>"},
        relations(("r1", "comments", "comments.xml")),
    )
    hidden = read_word(content).hidden
    assert len(hidden) == 300
    assert max(len(one.text) for one in hidden) <= 302


# Files that are none, or mean harm


def bomb() -> bytes:
    zeros = b" " * (package.MOST_UNPACKED // 4 + 1)
    return word("", {f"word/media/{number}": zeros for number in range(4)})


def large_part() -> bytes:
    return word(f"<!--{' ' * package.MOST_OF_A_PART}-->")


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    xml = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{laughs}]><w:document {NAMES}>&a9;</w:document>'
    return word("", {"word/document.xml": xml})


def one_entity() -> bytes:
    """Harmless, but no editor writes a document type: what comes with one is refused before it is read."""
    xml = f'<!DOCTYPE w:document [<!ENTITY a "ha">]><w:document {NAMES}><w:body>{paragraph(run("&a;"))}</w:body>'
    return word("", {"word/document.xml": f"{xml}</w:document>"})


def outside() -> bytes:
    xml = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {NAMES}>&x;</w:document>'
    return word("", {"word/document.xml": xml.encode("utf-16")})


def encrypted_zip() -> bytes:
    content = bytearray(word(paragraph(run("Words."))))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(sign)
        content[at + (6 if sign == b"PK\x03\x04" else 8)] |= 1
    return bytes(content)


def damaged_zip() -> bytes:
    content = bytearray(word(paragraph(run("Words. " * 500))))
    at = content.find(b"word/document.xml") + 40
    content[at : at + 20] = b"\xff" * 20
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = TYPES.replace(
    "/>", '><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)
BAD = [
    (b"", package.NOT_WORD),
    (b"not a zip", package.NOT_WORD),
    (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), package.NOT_WORD),
    (packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), package.NOT_WORD),
    (word("", {"word/document.xml": "<html/>"}), package.NOT_WORD),
    (word("", {"_rels/.rels": relations(("r1", "officeDocument", "../../etc/passwd"))}), package.NOT_WORD),
    (OLE + b"\0" * 600, package.OLD),
    (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), package.ENCRYPTED),
    (encrypted_zip(), package.ENCRYPTED),
    (word("", {"word/vbaProject.bin": b"x"}), package.MACROS),
    (word("", {"[Content_Types].xml": MACROS}), package.MACROS),
    (word("<w:p>"), package.DAMAGED),
    (damaged_zip(), package.DAMAGED),
    (word("", {"word/document.xml": '<?xml version="1.0" encoding="klingon"?><a/>'}), package.DAMAGED),
    (entities(), package.DAMAGED),
    (one_entity(), package.DAMAGED),
    (outside(), package.DAMAGED),
    (word("<w:p>" * 300 + "</w:p>" * 300), package.UNPACKS_TOO_LARGE),
    (word("", {f"word/media/{number}": b"" for number in range(package.MOST_PARTS)}), package.UNPACKS_TOO_LARGE),
    (large_part(), package.UNPACKS_TOO_LARGE),
    (b"PK" + b"\0" * MOST_BYTES, package.TOO_LARGE),
]


@pytest.mark.parametrize(("content", "why"), BAD, ids=[f"{number}" for number, _ in enumerate(BAD)])
def test_what_is_no_word_file_or_means_harm_gets_one_sentence(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_word(content)
    assert str(refusal.value) == why


def test_a_file_that_unpacks_to_a_hundred_megabytes_is_not_unpacked() -> None:
    content = bomb()
    assert len(content) < 200_000
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_word(content)
