"""Every message of ours, as it reads in the mailbox."""

import pytest
from django.utils.translation import override

from cms.notices import rendering
from cms.notices.models import Notice
from feedback.domain import moves, pages
from feedback.enums import Status
from feedback.queries.needs import need_of
from tests.factories.accounts import UserFactory
from tests.factories.feedback import BOTH, SuggestionFactory
from tests.factories.pages import ResourcePageFactory, translate

pytestmark = pytest.mark.django_db

SUBJECTS = {
    ("suggestion_received", "en"): "We have your request: Councils & families",
    ("suggestion_received", "es"): "Recibimos su solicitud: Councils & families",
    ("need_question", "en"): "A question about your request: Councils & families",
    ("need_question", "es"): "Una pregunta sobre su solicitud: Councils & families",
    ("need_declined", "en"): "About your request: Councils & families",
    ("need_declined", "es"): "Sobre su solicitud: Councils & families",
    ("need_published", "en"): "You asked, and it is here: The guide",
    ("need_published", "es"): "Usted lo pidió y ya está aquí: La guía",
    ("confirm_email", "en"): "Please confirm your e-mail address",
    ("confirm_email", "es"): "Confirme su correo electrónico",
}


def cause(kind, suggestion):
    need = need_of(suggestion)
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
    assert path.startswith(f"/{language}/")
    assert client.get(path).status_code == 200
