"""A released text for a letter: what a page shows of it, in lines of plain text."""

from collections.abc import Callable

from markdown_it.tree import SyntaxTreeNode

from convenor.public.library.reading import SCHEMES, TURNING_ROUND, markdown

Node = SyntaxTreeNode


def as_plain_text(text: str) -> str:
    """The text without its Markdown; of each link the words and the address where it leads."""
    return _blocks(Node(markdown.parse(text))).translate(TURNING_ROUND)


def _blocks(node: Node, between: str = "\n\n") -> str:
    return between.join(said for said in map(_block, node.children) if said)


def _block(node: Node) -> str:
    return _WRITTEN.get(node.type, _blocks)(node)


def _points(node: Node) -> str:
    return "\n".join(_indented(_blocks(item, "\n"), "- ") for item in node.children)


def _numbered(node: Node) -> str:
    first = int(node.attrs.get("start", 1))
    return "\n".join(_indented(_blocks(item, "\n"), f"{at}. ") for at, item in enumerate(node.children, start=first))


def _heading(node: Node) -> str:
    said = _blocks(node)
    return f"{said}\n{'-' * len(said)}"


def _quoted(node: Node) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))


def _indented(text: str, sign: str) -> str:
    return sign + text.replace("\n", "\n" + " " * len(sign))


def _words(node: Node) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return " " if node.type == "softbreak" else "\n"
    if not node.children:
        return node.content
    said = "".join(map(_words, node.children))
    address = str(node.attrs.get("href", ""))
    leads_elsewhere = address.partition(":")[0] in SCHEMES and said not in {address, address.removeprefix("mailto:")}
    return f"{said} ({address})" if leads_elsewhere else said


_WRITTEN: dict[str, Callable[[Node], str]] = {
    "bullet_list": _points,
    "ordered_list": _numbered,
    "heading": _heading,
    "blockquote": _quoted,
    "fence": lambda node: _indented(node.content.rstrip("\n"), "    "),
    "code_block": lambda node: _indented(node.content.rstrip("\n"), "    "),
    "table": lambda node: _blocks(node, "\n"),
    "thead": lambda node: _blocks(node, "\n"),
    "tbody": lambda node: _blocks(node, "\n"),
    "tr": lambda node: _blocks(node, " | "),
    "inline": lambda node: "".join(map(_words, node.children)),
    "hr": lambda _node: "* * *",
}
