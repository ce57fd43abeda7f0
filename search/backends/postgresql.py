"""PostgreSQL: a tsvector for each entry, made by the text search configuration of its language."""

from django.db import connection

from search.backends.sql import LANGUAGES, SQLBackend
from search.words import base, words

# The language is a word of its own in the vector: one condition, and one index, for both.
INDEX = """
INSERT INTO search_vector (entry_id, vector)
SELECT new.id,
    setweight(to_tsvector(new.config::regconfig, new.title), 'A') ||
    setweight(to_tsvector(new.config::regconfig, new.summary), 'B') ||
    setweight(to_tsvector(new.config::regconfig, new.body), 'D') ||
    array_to_tsvector(ARRAY[new.config])
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) AS new (id, config, title, summary, body)
ON CONFLICT (entry_id) DO UPDATE SET vector = excluded.vector
"""
# Weights of D, C, B, A: body, unused, summary, title. 1 divides by the logarithm of the length.
RANKED = "SELECT entry_id AS id, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', vector, {query}, 1) AS score"
UNRANKED = "SELECT entry_id AS id, 0 AS score"
FROM = " FROM search_vector WHERE vector @@ {query}"


class PostgreSQLBackend(SQLBackend):
    def index(self, entries):
        rows = [(e.pk, f"commons_{e.language}", *_texts(e)) for e in entries]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(INDEX, [list(column) for column in zip(*rows, strict=True)])

    def remove(self, entry_ids):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE entry_id = ANY(%s)", [entry_ids])

    def matched(self, question, ranked):
        parts = [_tsquery(question, language) for language in LANGUAGES]
        query = "(" + " || ".join(sql for sql, _ in parts) + ")"
        params = [value for _, values in parts for value in values]
        sql = (RANKED if ranked else UNRANKED) + FROM
        return sql.format(query=query), params * 2 if ranked else params


def _tsquery(question, language):
    """Only phraseto_tsquery sees what was typed, as a parameter: nothing in it is ever read as syntax."""
    wanted, unwanted = question.wanted(language), question.unwanted()
    one = f"phraseto_tsquery('commons_{language}', %s)"
    joined = (" || " if question.any_word else " && ").join([one] * len(wanted))
    query = f"('commons_{language}'::tsquery && ({joined})" + f" && !!{one}" * len(unwanted) + ")"
    return query, [_base(term.words, language) for term in [*wanted, *unwanted]]


def _texts(entry):
    return (_base(words(text), entry.language) for text in (entry.title, entry.summary, entry.body))


def _base(folded, language):
    return " ".join(base(word, language) for word in folded)
