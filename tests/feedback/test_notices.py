"""Every message of ours, as it reads in the mailbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from post_office.models import Email

from cms.accounts.domain import participants
from cms.notices import rendering
from cms.notices.models import Notice
from feedback.domain import moves, pages, voting
from feedback.domain.notifications import notify_due
from feedback.enums import Status
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory, make_need
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db

HOURS_AGO = timezone.now() - timedelta(hours=3)
SUBJECTS = {
    ("suggestion_received", "en"): "We have your request: Councils & families",
    ("suggestion_received", "es"): "Recibimos su solicitud: Councils & families",
    ("need_question", "en"): "A question about your request: Councils & families",
    ("need_question", "es"): "Una pregunta sobre su solicitud: Councils & families",
    ("need_declined", "en"): "About your request: Councils & families",
    ("need_declined", "es"): "Sobre su solicitud: Councils & families",
    ("need_published", "en"): "You asked, and it is here: The guide",
    ("need_published", "es"): "Usted lo pidió y ya está aquí: La guía",
    ("need_progress", "en"): "It is planned: Councils & families",
    ("need_progress", "es"): "Está en el plan: Councils & families",
    ("need_reopened", "en"): "We look at it again: Councils & families",
    ("need_reopened", "es"): "Lo volvemos a revisar: Councils & families",
    ("need_published_elsewhere", "en"): "In Spanish now, in English soon: Councils & families",
    ("need_published_elsewhere", "es"): "Ya está en inglés; pronto, en español: Councils & families",
    ("confirm_email", "en"): "Please confirm your e-mail address",
    ("confirm_email", "es"): "Confirme su correo electrónico",
}


def cause(kind, suggestion):
    need = need_of(suggestion)
    if kind in ("need_progress", "need_reopened"):
        steps = [Status.UNDER_REVIEW, Status.PLANNED]
        if kind == "need_reopened":
            steps = [Status.DECLINED, Status.UNDER_REVIEW]
        for step in steps:
            moves.move(need, step, by=None, note="So be it", reason=BOTH, at=HOURS_AGO)
    if kind == "need_published_elsewhere":
        page = ResourcePageFactory(title="The guide")
        if suggestion.language == "en":
            translate(page, title="La guía", slug="la-guia")
            page.unpublish()
        pages.link_page(need, page, by=None)
    if kind == "need_published":
        page = ResourcePageFactory(title="The guide")
        translate(page, title="La guía", slug="la-guia")
        pages.link_page(need, page, by=None)
    if kind in ("need_question", "need_declined"):
        moves.move(need, Status.UNDER_REVIEW, by=None)
        to = Status.DECLINED if kind == "need_declined" else Status.NEEDS_INPUT
        moves.move(need, to, by=None, reason=BOTH)


@pytest.mark.parametrize(("kind", "language"), SUBJECTS)
def test_it_reads_well_and_its_link_works(kind, language, run_tasks, client):
    who = {"author": UserFactory(language=language)}
    if kind == "confirm_email":
        who = {"email": "zoe@example.org"}
    cause(kind, SuggestionFactory(title="Councils & families", language=language, **who))
    run_tasks()
    notify_due()
    notice = Notice.objects.get(kind=kind)
    assert notice.language == language
    with override(language):
        subject, text, html = rendering.message(notice)
    assert subject == SUBJECTS[kind, language]
    assert rendering.link(notice) in html.replace("&amp;", "&")
    assert "&amp;" not in text
    assert rendering.link(notice) in text
    assert f'lang="{language}"' in html
    path = notice.context["url"]
    if kind != "need_published_elsewhere":
        assert path.startswith(f"/{language}/")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("how", "language", "words"),
    [
        ("vote", "en", ["Decided: Councils & families", "You added your voice to", "Hear no more of this need"]),
        ("vote", "es", ["Decidido: Councils & families", "Usted sumó su voz a", "No recibir más avisos"]),
        ("follow", "en", ["Decided: Councils & families", "You follow", "Hear no more of this need"]),
        ("follow", "es", ["Decidido: Councils & families", "Usted sigue", "No recibir más avisos"]),
    ],
)
def test_who_did_not_ask_is_not_told_that_they_did(how, language, words, run_tasks):
    person = UserFactory(language=language)
    need = need_of(SuggestionFactory(title="Councils & families"))
    moves.move(need, Status.UNDER_REVIEW, by=None)
    say = {"language": language} if how == "vote" else {}
    getattr(voting, how)(need, participants.of_user(person), **say)
    moves.move(need, Status.DECLINED, by=None, reason=BOTH)
    run_tasks()
    notice = person.notices.get()
    with override(language):
        subject, text, html = rendering.message(notice)
    for word in words:
        assert word in subject or word.replace("&", "&amp;") in html
    assert "request" not in subject + text and "solicitud" not in subject + text
    assert rendering.absolute(notice.context["unfollow"]) in text
    sent = [mail.headers["List-Unsubscribe"] for mail in Email.objects.filter(to=person.email)]
    assert sent == [f"<{rendering.absolute(notice.context['unfollow'])}>"]


def test_the_promised_day_is_said_where_one_holds(run_tasks):
    person = UserFactory(spanish=True)
    need = make_need(Status.UNDER_REVIEW, author=person)
    moves.move(need, Status.PLANNED, by=None, at=datetime(2026, 3, 2, 20, tzinfo=UTC))
    notify_due()
    notice = person.notices.get(kind="need_progress")
    with override("es"):
        assert "1 de mayo de 2026" in rendering.message(notice)[1]
