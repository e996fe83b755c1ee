"""The Markdown of a packet, parsed once for the Word file, the print and their tests: CommonMark with tables, without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

GUARDED = ":\u200b//"
"""How `reports.markdown.plain` keeps readers from making links of addresses; what is made here makes none by itself."""


def parser() -> MarkdownIt:
    """A tag in the text stays text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def parsed(markdown: str) -> SyntaxTreeNode:
    """The blocks of a Markdown text, addresses as they are written."""
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(parser().parse(readable(markdown)))


def readable(markdown: str) -> str:
    """The Markdown as it is rendered: addresses whole, no character that XML cannot hold."""
    return printable(markdown.replace(GUARDED, "://"))


def printable(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return "".join(c if c in "\n\t" or c.isprintable() else " " for c in text)


def words(node: SyntaxTreeNode) -> str:
    """The bare text below a node."""
    if not node.children:
        return " " if node.type in ("softbreak", "hardbreak") else node.content
    return "".join(words(child) for child in node.children)
