"""Word files made by hand, part by part: rich ones, odd ones, and ones that mean harm."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f'{WORD} xmlns:r="{OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_OUTSIDE = ' TargetMode="External"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*rows: tuple[str, str, str], outside: tuple[str, ...] = ()) -> str:
    """A part's relations: id, kind, target; ids in `outside` lead out of the file."""
    lines = (
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{_OUTSIDE if key in outside else ""}/>'
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, parts: Mapping[str, str | bytes] | None = None, links: str = "") -> bytes:
    """A Word file with this body, these further parts, and these relations of the body."""
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": links or relations(),
            **(parts or {}),
        }
    )


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def by_an_editor() -> bytes:
    """A file as an editor writes it: a title, headings, lists, a table."""
    document = docx.Document()
    document.add_heading("Weighing severity first", 0)
    document.add_heading("What we heard", 1)
    document.add_paragraph("Some companies weigh severity before likelihood.")
    document.add_paragraph("Begin early", style="List Bullet")
    document.add_paragraph("Ask affected people", style="List Bullet")
    document.add_paragraph("Rate", style="List Number")
    document.add_paragraph("Decide", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Step", "Who", "Rate", "a|b"), strict=True
    ):
        cell.text = text
    document.add_heading("Next", 2)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def telling() -> bytes:
    """A file whose hidden parts tell much of who wrote it."""
    body = "".join(
        [
            paragraph(run("Seen. "), run("Zinnia plan", "<w:vanish/>"), run("Shown.", '<w:vanish w:val="0"/>')),
            paragraph(
                '<w:ins w:id="1" w:author="Nominee 1, Ericsson"><w:r><w:t>Put in.</w:t></w:r></w:ins>',
                '<w:del w:id="2" w:author="Nominee 2, Verizon"><w:r><w:delText>Taken out.</w:delText></w:r></w:del>',
                '<w:r><w:rPr><w:rPrChange w:id="3" w:author="Advisor 3"/></w:rPr><w:t> Bold.</w:t></w:r>',
            ),
            paragraph(
                '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="The Stockholm office"/></wp:inline>'
            ).replace("</wp:inline></w:p>", "</wp:inline></w:drawing></w:r></w:p>"),
        ]
    )
    core = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:d="urn:d"><d:creator>Nominee 1, Ericsson</d:creator>'
        "<c:lastModifiedBy>Advisor 3</c:lastModifiedBy><d:title>Draft for Verizon</d:title><c:revision>7</c:revision>"
        "</c:coreProperties>"
    )
    app = '<Properties xmlns="urn:p"><Company>Ericsson AB</Company><Template>Ericsson-memo.dotx</Template></Properties>'
    custom = '<Properties xmlns="urn:p"><property name="Client"><lpwstr>Telefonica</lpwstr></property></Properties>'
    comments = (
        f'<w:comments {WORD}><w:comment w:id="0" w:author="Nominee 4, Meta">{paragraph(run("This is us."))}</w:comment>'
        "</w:comments>"
    )
    people = (
        '<p:people xmlns:p="urn:p"><p:person p:author="Nominee 4, Meta">'
        '<p:presenceInfo p:userId="nominee-4@meta.example"/></p:person></p:people>'
    )
    settings = (
        f'<w:settings {WORD}><w:rsids><w:rsid w:val="1"/><w:rsid w:val="2"/><w:rsid w:val="3"/></w:rsids>'
        '<w:docVars><w:docVar w:name="case" w:val="Cobalt"/></w:docVars></w:settings>'
    )
    parts = {
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "docProps/custom.xml": custom,
        "word/comments.xml": comments,
        "word/people.xml": people,
        "word/settings.xml": settings,
        "word/_rels/settings.xml.rels": relations(
            ("r1", "attachedTemplate", "file:///C:/Users/lund/memo.dotx"), outside=("r1",)
        ),
        "word/footer1.xml": f"<w:ftr {WORD}>{paragraph(run('Ericsson internal, page 1'))}</w:ftr>",
        "word/embeddings/budget-of-ericsson.xlsx": b"PK",
        "customXml/item1.xml": "<x><y>Matter 4711</y></x>",
    }
    links = relations(
        ("r1", "comments", "comments.xml"),
        ("r2", "people", "people.xml"),
        ("r3", "settings", "settings.xml"),
        ("r4", "footer", "footer1.xml"),
    )
    return word(body, parts, links)
