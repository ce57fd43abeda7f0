"""Markdown as people write it in forums and comments, turned into HTML that can do no harm."""

from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong"}
TAGS |= {"s", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener"
HEADINGS_BELOW = 2  # a post stands below the heading of its page


@cache
def _parser() -> MarkdownIt:
    """No raw HTML and no images: those would load from elsewhere."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    return parser.enable(["table", "strikethrough"]).disable(["image"])


def render(text: str) -> str:
    """The HTML of a post, stored beside it when it is saved."""
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = [_lowered(token) for token in parser.parse(text, env)]
    html = parser.renderer.render(tokens, parser.options, env)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL).strip()


def _lowered(token: Token) -> Token:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1]) + HEADINGS_BELOW, 6)}"
    return token
