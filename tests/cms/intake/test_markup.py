"""Posts are Markdown; whatever else they hold does no harm and takes no time."""

import re
import sys
from contextlib import contextmanager
from time import process_time

import pytest

from cms.intake.markup import render

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<details open ontoggle=alert(1)>",
    "<form action=https://evil.example><input name=password></form>",
    "<!--<img src='--><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](vbscript:msgbox(1))",
    "[a](file:///etc/passwd)",
    '[a](https://a.example "`<img src=x onerror=alert(1)>`")',
    "[a](https://a.example '\" onmouseover=alert(1) x=\"')",
    '[a](https://a.example "x" onclick="alert(1)")',
    "[a][b]\n\n[b]: javascript:alert(1)",
    '[a][b]\n\n[b]: https://a.example "\\" onmouseover=alert(1) \\""',
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x" onerror="alert(1)](y)',
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> |\n|---|\n| [x](javascript:alert(1)) |",
    "# <b onmouseover=alert(1)>x</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u2028<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<a href="https://a.example" style="position:fixed;inset:0">x</a>',
    "<p id=content class=button>x</p>",
]
TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
HREF = re.compile(r'href="([^"]*)"')


@pytest.mark.parametrize("text", ATTACKS)
def test_no_attack_survives(text):
    html = render(text)
    allowed = {"p", "a", "em", "strong", "code", "pre", "blockquote", "br", "table", "thead", "tbody", "tr", "th", "td"}
    allowed |= {"h3", "ul", "ol", "li", "hr"}
    for _, name, attributes in TAG.findall(html):
        assert name in allowed, html
        names = set(re.findall(r'([\w-]+)="', attributes))
        assert names <= {"href", "title", "rel"}, html
    for address in HREF.findall(html):
        assert address.startswith(("https://", "http://", "mailto:")) or ":" not in address, html


SLOW = {
    "brackets": "[" * 20_000,
    "closed brackets": "[" * 10_000 + "]" * 10_000,
    "links": "[a](" * 5_000,
    "quotes": ">" * 20_000,
    "lists": "- " * 10_000,
    "emphasis": "*a_ " * 5_000,
    "stars": "*" * 20_000,
    "backticks": "".join("`" * n + " " for n in range(1, 199)),
    "angles": "<" * 20_000,
    "entities": "&" * 20_000,
    "references": "".join(f"[{n}]: x\n" for n in range(2_000)),
    "tables": "|a" * 5_000 + "\n" + "|-" * 5_000,
    "table rows": "|a|b|\n|-|-|\n" + "|x\n" * 6_000,
    "backslashes": "\\" * 20_000,
    "nested quotes": "\n".join(">" * n + "a" for n in range(199)),
    "strikes": "~~a" * 6_000,
}


@contextmanager
def untraced():
    """Measuring coverage makes each line take three times as long."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.mark.parametrize("name", SLOW)
def test_the_longest_post_is_rendered_in_less_than_a_second(name):
    with untraced():
        start = process_time()
        render(SLOW[name][:20_000])
        taken = process_time() - start
    assert taken < 1


def test_people_may_format_their_words():
    html = render("# Plan\n\n**Ask** *families*\nfirst\n\n- one\n- two\n\n> quoted\n\n[site](https://example.org)")
    assert html == (
        "<h3>Plan</h3>\n<p><strong>Ask</strong> <em>families</em><br>\nfirst</p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n"
        '<p><a href="https://example.org" rel="nofollow ugc noopener">site</a></p>'
    )
