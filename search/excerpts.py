"""The words that were asked for, marked in a text. Everything else is escaped: the result is safe HTML."""

from django.utils.html import conditional_escape, format_html_join

from search.words import WORD, fold, stem

LENGTH = 220  # characters
BEFORE = 70  # characters shown before the first marked word
SCANNED = 10_000  # characters of a body that are looked through


def wanted_stems(question, language):
    return {stem(word, language) for term in question.wanted(language) for word in term.words}


def highlight(text, stems, language):
    pairs, end = [], 0
    for match in _matches(text, stems, language):
        pairs.append((text[end : match.start()], match[0]))
        end = match.end()
    return format_html_join("", "{}<mark>{}</mark>", pairs) + conditional_escape(text[end:])


def excerpt(summary, body, stems, language):
    """From the summary; from the body where only the body has the words."""
    if summary and (_first(summary, stems, language) is not None or not body):
        return highlight(_window(summary, stems, language), stems, language)
    body = body[:SCANNED]
    if _first(body, stems, language) is None and summary:
        return conditional_escape(_cut(summary))
    return highlight(_window(body, stems, language), stems, language)


def _matches(text, stems, language):
    return (match for match in WORD.finditer(text) if stem(fold(match[0]), language) in stems)


def _first(text, stems, language):
    match = next(_matches(text, stems, language), None)
    return match.start() if match else None


def _window(text, stems, language):
    first = _first(text, stems, language) or 0
    if first < LENGTH - BEFORE:
        return _cut(text)
    start = text.find(" ", first - BEFORE, first) + 1 or first
    return "…" + _cut(text[start:])


def _cut(text):
    if len(text) <= LENGTH:
        return text
    return text[:LENGTH].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"
