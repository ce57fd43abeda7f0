"""What the two databases share: one query from matching rows to what the reader is shown."""

from abc import abstractmethod

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField
from django.utils import timezone

from search.backends.base import Backend, Count

LANGUAGES = [code for code, _name in settings.LANGUAGES]

# A match whose work also exists in the reader's language is shown in that language, for half the score.
SHOWN = """
WITH matched AS MATERIALIZED ({matched}),
shown AS (
    SELECT COALESCE(own.id, entry.id) AS id,
           entry.kind AS kind,
           COALESCE(own.language, entry.language) <> %s AS other,
           CASE WHEN own.id IS NULL AND entry.title_key = %s THEN 1 ELSE 0 END AS exact,
           CASE WHEN own.id IS NULL THEN matched.score ELSE matched.score / 2 END AS score
    FROM matched
    JOIN search_searchentry entry ON entry.id = matched.id
    LEFT JOIN search_searchentry own
        ON entry.language <> %s AND own.work = entry.work AND own.language = %s
        AND (own.expires_at IS NULL OR own.expires_at > %s)
    WHERE entry.expires_at IS NULL OR entry.expires_at > %s
)
"""
COUNTS = "SELECT kind, other, COUNT(DISTINCT id) FROM shown GROUP BY kind, other"
HITS = """
SELECT id FROM shown WHERE %s IN ('', kind) GROUP BY id, other
ORDER BY other, MAX(exact) DESC, MAX(score) DESC, id DESC LIMIT %s OFFSET %s
"""


class SQLBackend(Backend):
    def counts(self, question, language):
        rows = self._fetch(COUNTS, question, language, ranked=False)
        return [Count(kind, bool(other), number) for kind, other, number in rows]

    def hits(self, question, language, kind, start, stop):
        rows = self._fetch(HITS, question, language, kind, stop - start, start, ranked=True)
        return [entry_id for (entry_id,) in rows]

    @abstractmethod
    def matched(self, question, ranked):
        """SQL and parameters giving `id` and `score` (more is better) of the matching entries."""

    def _fetch(self, select, question, language, *params, ranked):
        matched, matched_params = self.matched(question, ranked)
        now = DateTimeField().get_db_prep_value(timezone.now(), connection)
        shown_params = [language, question.title_key, language, language, now, now]
        with connection.cursor() as cursor:
            cursor.execute(SHOWN.format(matched=matched) + select, [*matched_params, *shown_params, *params])
            return cursor.fetchall()
