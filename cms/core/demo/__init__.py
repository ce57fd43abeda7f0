"""Page texts of the sample content, from simple Markdown."""

from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False})


def html(markdown):
    return _markdown.render(markdown or "")


def body(markdown):
    """A page body."""
    return [("text", html(markdown))] if markdown else []
