"""PostgreSQL: a tsvector for each entry, made by the text search configuration of its language."""

from django.db import connection

from search.backends.sql import LANGUAGES, SQLBackend
from search.words import base, words

INDEX = """
UPDATE search_searchentry SET vector =
    setweight(to_tsvector(new.config::regconfig, new.title), 'A') ||
    setweight(to_tsvector(new.config::regconfig, new.summary), 'B') ||
    setweight(to_tsvector(new.config::regconfig, new.body), 'D')
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) AS new (id, config, title, summary, body)
WHERE search_searchentry.id = new.id
"""
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the length of the document's logarithm.
RANKED = "SELECT id, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', vector, {query}, 1) AS score"
UNRANKED = "SELECT id, 0 AS score"
ONE_LANGUAGE = " FROM search_searchentry WHERE language = %s AND vector @@ {query}"


class PostgreSQLBackend(SQLBackend):
    def index(self, entries):
        rows = [(e.pk, f"commons_{e.language}", *_texts(e)) for e in entries]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(INDEX, [list(column) for column in zip(*rows, strict=True)])

    def remove(self, entry_ids):
        """Nothing to do: the vector is part of the row."""

    def matched(self, question, ranked):
        parts = [_one_language(question, language, ranked) for language in LANGUAGES]
        return " UNION ALL ".join(sql for sql, _ in parts), [value for _, params in parts for value in params]


def _one_language(question, language, ranked):
    query, params = _tsquery(question, language)
    sql = (RANKED if ranked else UNRANKED) + ONE_LANGUAGE
    return sql.format(query=query), [*(params if ranked else []), language, *params]


def _tsquery(question, language):
    """Only phraseto_tsquery sees what was typed, as a parameter: nothing in it is ever read as syntax."""
    joiner = " || " if question.any_word else " && "
    terms = [*question.wanted(language), *question.unwanted()]
    one = f"phraseto_tsquery('commons_{language}', %s)"
    query = joiner.join(one for _ in question.wanted(language))
    query = "(" + f"({query})" + f" && !!{one}" * len(question.unwanted()) + ")"
    return query, [_base(term.words, language) for term in terms]


def _texts(entry):
    return (_base(words(text), entry.language) for text in (entry.title, entry.summary, entry.body))


def _base(folded, language):
    return " ".join(base(word, language) for word in folded)
