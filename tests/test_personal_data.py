"""A person gets all that is kept of them and nothing of anybody else; once they are erased, it is nowhere.

Each of two people plants a word of their own in every kind of row that can be kept of somebody, beside the other's.
"""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from django_comments.models import CommentFlag
from post_office.models import Email
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment as EditorsRemark
from wagtail.models import CommentReply, Task, TaskState, Workflow, WorkflowState
from wagtail.users.models import UserProfile

from cms.accounts import checks, records
from cms.accounts.domain import erasing, participants
from cms.accounts.queries.export import write_archive
from cms.accounts.records import Erased, all_records
from cms.contact.models import ContactMessage
from cms.moderation.models import Decision
from cms.notices.domain import telling
from cms.taxonomy.models import RegionalCenter
from cms.taxonomy.models import Topic as TopicTerm
from feedback import models as feedback
from feedback.domain import voting
from feedback.enums import SignalKind, Status
from forums.domain import following, posting
from forums.forum_tracking.models import ForumReadTrack, TopicReadTrack
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.feedback import CommentFactory, SuggestionFactory, make_need
from tests.factories.forums import TopicFactory, forum
from tests.factories.pages import ResourcePageFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db

ADDRESS = "/en/accounts/your-data/"
# Where the words stand that a kind of rows holds. A word that stays is evidence, or work for the site; see the kinds.
STAYS = {
    "suggestions",
    "evidence",
    "comments",
    "topics",
    "posts",
    "changes_of_needs",
    "meetings",
    "imports",
    "pages",
    "images",
    "documents",
    "reviews",
    "decisions",
}


class Planting:
    """One person, with words that nobody else says."""

    def __init__(self, name, page, topic, need, remark):
        self.name, self.page, self.topic, self.need, self.remark = name, page, topic, need, remark
        self.words = {}
        self.person = UserFactory(
            display_name=f"{name} name", email=f"{name}@people.example", working_group=True, language="es"
        )
        self.participant = participants.of_user(self.person)
        for plant in (self.account, self.editing, self.forums, self.comments, self.requests, self.answers, self.work):
            plant()

    def word(self, kind):
        return self.words.setdefault(kind, f"{self.name}-{kind.replace('_', '-')}")

    def account(self):
        self.words |= {"account": self.person.display_name, "email_addresses": self.person.email}
        Authenticator.objects.create(user=self.person, type=Authenticator.Type.TOTP, data={"secret": "hidden"})
        profile = UserProfile.objects.create(user=self.person, preferred_language="es")
        profile.avatar.save(f"{self.word('editing_desk')}.png", ContentFile(b"picture"))
        Email.objects.create(from_email="us@example.org", to=[self.person.email], subject="Hello", message="A key")
        context = {"number": self.word("notices"), "by": "Somebody Else"}
        telling.notify("need_mention", recipient=self.person, context=context, dedupe_key=self.name)
        values = {"name": self.name, "email": self.person.email.upper(), "language": "en"}
        ContactMessage.objects.create(message=self.word("contact_messages"), **values)

    def editing(self):
        ResourcePageFactory(title=self.word("pages"), owner=self.person)
        uploaded = {"uploaded_by_user": self.person}
        size = {"width": 1, "height": 1, "file": "none.png"}
        get_image_model().objects.create(title=self.word("images"), **size, **uploaded)
        get_document_model().objects.create(title=self.word("documents"), file="none.pdf", **uploaded)
        place = {"user": self.person, "page": self.page, "contentpath": "title", "position": ""}
        EditorsRemark.objects.create(text=self.word("remarks_of_editors"), **place)
        CommentReply.objects.create(comment=self.remark, user=self.person, text=self.word("replies_of_editors"))
        revision = self.page.save_revision()
        of_page = {"content_type": revision.content_type, "base_content_type": revision.base_content_type}
        state = WorkflowState(object_id=self.page.pk, workflow=Workflow.objects.create(), status="approved", **of_page)
        task, done = Task.objects.create(content_type=revision.content_type), {"finished_by": self.person}
        WorkflowState.objects.bulk_create([state])
        done |= {"workflow_state": state, "task": task, "revision": revision, "content_type": task.content_type}
        TaskState.objects.bulk_create([TaskState(comment=self.word("reviews"), status="approved", **done)])

    def forums(self):
        own = TopicFactory(poster=self.person, subject=self.word("topics"))
        said = {"content": self.word("posts"), "language": "es", "approved": True}
        posting.reply(self.topic, self.person, **said)
        following.follow(own, self.person)
        TopicReadTrack.objects.create(user=self.person, topic=own)
        ForumReadTrack.objects.create(user=self.person, forum=own.forum)
        decided = {"kind": "forum-post", "target": 1, "scope": "1", "title_language": "en", "language": "en"}
        words = {"title": "A title", "text": self.word("decisions_about_your_words")}
        Decision.objects.create(author=self.person, verdict="rejected", **words, **decided)
        reasons = {"reason_en": self.word("decisions"), "reason_es": self.word("decisions")}
        Decision.objects.create(decided_by=self.person, verdict="rejected", **reasons, **decided)

    def comments(self):
        own = CommentFactory(page=self.page, author=self.person, content=self.word("comments"))
        CommentFlag.objects.create(comment=own, user=self.person, flag="like")
        feedback.CommentReport.objects.create(
            comment=own, user=self.person, reason="other", note=self.word("reports_of_comments")
        )

    def requests(self):
        suggestion = SuggestionFactory(
            author=self.person, title=self.word("suggestions"), body="x", kind="offer", work=self.page.work
        )
        offer = feedback.Offer(suggestion=suggestion, maker=self.word("offers"), license="cc-by", people="nobody")
        offer.file_name = f"{self.name}-plan.pdf"
        offer.file.save(offer.file_name, ContentFile(self.name.encode() + b" in the file"))
        said = {"participant": self.participant, "language": "es", "need": self.need, "work": self.page.work}
        feedback.Signal.objects.create(kind=SignalKind.NOT_HELPFUL, text=self.word("evidence"), **said)
        voting.vote(self.need, self.participant, language="es")

    def answers(self):
        of = {"participant": self.participant}
        feedback.Rating.objects.create(work=self.page.work, stars=1, reason=self.word("ratings"), **of)
        feedback.Helpful.objects.create(work=self.page.work, is_helpful=False, reason=self.word("helpful"), **of)
        outcome = {"need": self.need, "publication": 1, "helped": False, "reason": self.word("outcomes")}
        feedback.Outcome.objects.create(**outcome, **of)

    def work(self):
        feedback.Meeting.objects.create(name=self.word("meetings"), held_on="2026-09-01", recorded_by=self.person)
        imported = {"kind": SignalKind.PROGRESS_REPORT, "file_name": "a.csv", "imported_by": self.person}
        feedback.FindingImport.objects.create(title=self.word("imports"), **imported)
        change = {"need": self.need, "to_status": Status.PLANNED, "actor": "person"}
        feedback.NeedEvent.objects.create(by=self.person, note=self.word("changes_of_needs"), **change)
        feedback.NeedEvent.objects.create(to_assignee=self.person, **change)
        first, second = (make_need(title="Two that look alike") for _ in range(2))
        feedback.Need.objects.filter(pk=first.pk).update(assignee=self.person)
        alike = {"first": first, "second": second, "score": 50, "likeness": "alike"}
        feedback.PossibleDuplicate.objects.create(told_apart_by=self.person, told_apart_at=timezone.now(), **alike)


@pytest.fixture
def both():
    """Two people who said and did the same things, at the same places."""
    page, topic = ResourcePageFactory(title="The guide"), TopicFactory(subject="A shared topic")
    need = make_need(Status.PLANNED, title="A shared need")
    remark = EditorsRemark.objects.create(user=UserFactory(), page=page, contentpath="title", text="A remark")
    return [Planting(name, page, topic, need, remark) for name in ("zebulon", "otto")]


def exported(person, language="en"):
    """The page to read, what programs read, and the files."""
    out = BytesIO()
    with override(language):
        write_archive(participants.of_user(person), out)
    archive = ZipFile(out)
    files = {name: archive.read(name) for name in archive.namelist()}
    return files.pop("index.html").decode(), json.loads(files.pop("data.json")), files


def everything_kept():
    """All rows of all tables, and all files, as one text."""
    with connection.cursor() as cursor:
        tables = []
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            tables += [f"{table}: {row}" for row in cursor.fetchall()]
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return "\n".join([*tables, *map(str, files), *(path.read_bytes().decode(errors="replace") for path in files)])


def test_there_is_a_row_of_each_kind_that_can_be_kept(both):
    page, data, _files = exported(both[0].person)
    assert set(data) == {kind.name for kind in all_records()}
    assert all(f'id="{name}"' in page for name in data)
    assert next(iter(data)) == "account"


def test_all_that_was_planted_is_there(both):
    page, data, files = exported(both[0].person)
    told = {kind: (word in page, word in json.dumps(data[kind])) for kind, word in both[0].words.items()}
    assert told == dict.fromkeys(both[0].words, (True, True))
    assert sorted(files.values()) == [b"picture", b"zebulon in the file"]
    assert all(f'href="{name}"' in page for name in files)


def test_nothing_of_anybody_else_is_there(both):
    page, data, files = exported(both[0].person)
    for other in ("otto", "Somebody Else", "hidden", "A key"):
        assert other not in page
        assert other not in json.dumps(data)
        assert not [name for name, content in files.items() if other.encode() in name.encode() + content]


def test_of_what_others_did_with_needs_only_that_one_was_handed_over(both):
    _page, data, _files = exported(both[0].person)
    assert [sorted(row) for row in data["needs_handed_over"]] == [["at", "kind", "need"]]


def test_a_conversation_that_one_may_not_read_any_more_is_not_named():
    person, private = UserFactory(), TopicFactory(subject="For some", forum=forum("rtac-community-of-practice"))
    for topic in (private, TopicFactory(subject="For all")):
        topic.subscribers.add(person)
    page, data, _files = exported(person)
    assert "For some" not in page
    assert [row["subject"] for row in data["followed_topics"]] == ["For all"]


def test_titles_are_told_only_while_everyone_may_read_them(both):
    need = both[0].need
    assert "A shared need" in exported(both[0].person)[0]
    feedback.Need.objects.filter(pk=need.pk).update(hidden_at=timezone.now())
    both[0].page.unpublish()
    page, data, _files = exported(both[0].person)
    assert "A shared need" not in page
    assert "The guide" not in page
    assert {row["need"] for row in data["outcomes"]} == {f"#{need.number}"}


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "context", "told"),
    [
        ("need_assigned", {"number": 7, "asked_for": "About Ana P.", "by": "Otto"}, "Need #7 is yours now: …"),
        ("need_progress", {"status": "planned", "asked_for": "About Ana P."}, "It is planned: …"),
        ("need_published", {"why": "asked", "page_title": "About Ana P."}, "You asked, and it is here: …"),
        ("forum_reply", {"subject": "About Ana P.", "author": "Otto"}, "New message in “…”"),
        ("comment_reply", {"title": "About Ana P.", "author": "Otto"}, "A reply to you below “…”"),
    ],
)
def test_notices_say_what_happened_and_neither_to_what_nor_by_whom(kind, context, told):
    person = UserFactory()
    telling.notify(kind, recipient=person, context=context, dedupe_key=kind)
    page, data, _files = exported(person)
    assert [row["title"] for row in data["notices"]] == [told]
    assert told in page
    assert "Ana P." not in page and "Otto" not in page


def test_it_is_written_in_the_language_of_whoever_reads_and_says_in_which_language_words_are(both):
    page, data, _files = exported(both[0].person, "es")
    assert '<html lang="es">' in page
    assert "Lo que escribió en los foros" in page
    assert f'<dd lang="es">{both[0].words["posts"]}</dd>' in page
    assert data["ratings"][0]["stars"] == 1


def test_what_is_too_large_is_named(both, monkeypatch):
    monkeypatch.setattr("cms.accounts.queries.export.MOST_FILES", 20)
    page, data, files = exported(both[0].person)
    assert list(files.values()) == [b"picture"]
    assert "It does not fit in here." in page


def test_a_file_that_is_gone_takes_nothing_else_along(both):
    offer = feedback.Offer.objects.get(suggestion__participant=both[0].participant)
    offer.file.storage.delete(offer.file.name)
    page, _data, files = exported(both[0].person)
    assert list(files.values()) == [b"picture"]
    assert both[0].words["posts"] in page


def test_once_erased_it_is_nowhere(both):
    person, other = both
    words = person.words.copy()
    assert all(word in everything_kept() for word in words.values())
    erasing.erase_account(person.person)
    kept = everything_kept()
    assert {kind for kind, word in words.items() if word in kept} == STAYS
    assert "zebulon name" not in kept
    assert "zebulon@people.example" not in kept.lower()
    assert "zebulon-plan.pdf" not in kept
    assert "zebulon in the file" not in kept
    assert all(word in kept for word in other.words.values())


def test_each_kind_says_truly_what_becomes_of_it(both):
    words = both[0].words
    stays = {kind.name for kind in all_records() if kind.erased == Erased.UNSIGNED and kind.name in words}
    assert stays == STAYS


def test_a_column_that_names_a_person_is_known_or_the_check_says_so(monkeypatch):
    assert checks.personal_data() == []
    monkeypatch.delitem(records._records, "outcomes")
    monkeypatch.delitem(records._not_exported, "notices.Notice.email")
    said = [error.msg.split()[0] for error in checks.personal_data()]
    assert said == ["feedback.Outcome.participant", "notices.Notice.email"]


def test_no_key_is_written_that_no_table_has():
    assert records.known_keys() <= set(checks._columns_of_people())


@pytest.mark.once
def test_queries_do_not_grow_with_what_somebody_said(both):
    person, page = both[0].person, both[0].page
    region, topic = RegionalCenter.objects.source().first(), TopicTerm.objects.source().first()

    def grow():
        for number in range(3):
            posting.reply(both[0].topic, person, content="More", language="en", approved=True)
            need = make_need(Status.PLANNED, by=person)
            voting.vote(need, both[0].participant, language="en")
            CommentFactory(page=ResourcePageFactory(), author=person)
            feedback.Rating.objects.create(work=ResourcePageFactory().work, stars=1, participant=both[0].participant)
            SuggestionFactory(author=person, work=page.work, region=region, topic=topic)
            feedback.Meeting.objects.create(name="A", held_on="2026-09-01", recorded_by=person, region=region)
            outcome = {"need": need, "publication": 1, "helped": True}
            feedback.Outcome.objects.create(participant=both[0].participant, **outcome)
            letter = {"email": person.email, "name": f"{number}", "language": "en", "message": "Hello"}
            ContactMessage.objects.create(region=region, **letter)
            telling.notify("need_declined", recipient=person, dedupe_key=f"more {number}")

    grow()  # a few of each, so that each name of a region or a topic is asked for
    assert_flat(lambda: exported(person), grow)


def sign_in(client, person):
    """And say once more who it is."""
    client.force_login(person)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})


def test_a_person_downloads_it_after_saying_once_more_who_it_is(client):
    person = UserFactory()
    client.force_login(person)
    asked = client.get(ADDRESS)
    assert asked.url.startswith("/en/accounts/reauthenticate/")
    assert client.post(ADDRESS).url.startswith("/en/accounts/reauthenticate/")
    sign_in(client, person)
    assert "Download what we keep about you" in client.get(ADDRESS).text
    answer = client.post(ADDRESS)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["Content-Disposition"].endswith('.zip"')
    page = ZipFile(BytesIO(b"".join(answer.streaming_content))).read("index.html").decode()
    assert person.email in page


def test_the_download_is_offered_in_spanish_and_to_nobody_who_is_signed_out(client):
    assert client.get("/es/cuenta/sus-datos/").url == "/es/cuenta/entrar/?next=/es/cuenta/sus-datos/"
    assert client.post("/es/cuenta/sus-datos/").url == "/es/cuenta/entrar/?next=/es/cuenta/sus-datos/"
    person = UserFactory(spanish=True)
    sign_in(client, person)
    for page in ("perfil", "borrar"):
        assert 'href="/es/cuenta/sus-datos/"' in client.get(f"/es/cuenta/{page}/").text
    assert "Descargar lo que guardamos sobre usted" in client.get("/es/cuenta/sus-datos/").text


def test_the_download_cannot_be_asked_for_without_end(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"download_data": "1/h/user"}
    sign_in(client, UserFactory())
    answers = [client.post(ADDRESS) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "try again in an hour" in answers[1].text
