"""A page counts as Spanish when all of it is, or when a person published it as it was, knowing what is missing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from cms.core.domain.translations import missing_strings
from cms.core.models import PartialTranslation
from cms.core.querysets import readable
from cms.notices.models import Notice
from feedback.domain import notifications
from tests.factories.accounts import UserFactory
from tests.factories.feedback import make_published_need
from tests.factories.pages import ResourcePageFactory, locale, translate

pytestmark = pytest.mark.django_db
SPANISH = {"Copied garden": "Huerto escolar", "copied-garden": "huerto-escolar", "How to begin.": "Cómo empezar."}


@pytest.fixture
def editor(client):
    person = UserFactory(editor=True)
    client.force_login(person)
    return person


@pytest.fixture
def page():
    return ResourcePageFactory(title="Copied garden", slug="copied-garden", summary="How to begin.")


@pytest.fixture
def spanish(client, editor, page):
    """What "Translate this page" opens."""
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale("es").pk]})
    return page.get_translation(locale("es"))


def translate_strings(*english):
    source = Translation.objects.get().source
    for segment in source.stringsegment_set.filter(string__data__in=english or SPANISH):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale("es"),
            data=SPANISH[segment.string.data],
        )


def publish(client, page, commits, **more):
    with commits(execute=True):
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"} | more)
    page.refresh_from_db()
    return response


def confirm(client, page, commits):
    seen = publish(client, page, commits).context_data["seen"]
    return publish(client, page, commits, as_it_is=seen)


def is_readable(page):
    return readable(Page.objects).filter(pk=page.pk).exists()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def asker_of(page):
    person = UserFactory(spanish=True)
    make_published_need(page, author=person, title="Un huerto")
    return person


def told(person):
    notifications.notify_due()
    return Notice.objects.filter(recipient=person, kind="need_published").count()


def test_publishing_an_untranslated_page_asks_first_and_tells_nobody(client, page, spanish, commits):
    asker = asker_of(page)
    response = publish(client, spanish, commits)
    assert "3 of 3 texts of this page have no translation" in response.rendered_content
    assert "How to begin." in response.rendered_content
    assert not spanish.live
    assert told(asker) == 0


def test_publish_it_so_is_kept_with_the_person_and_tells_who_asked_once(client, editor, page, spanish, commits):
    asker = asker_of(page)
    confirm(client, spanish, commits)
    assert spanish.live
    assert told(asker) == 1
    publish(client, spanish, commits)
    assert told(asker) == 1
    row = PartialTranslation.objects.get(page=spanish)
    assert (row.confirmed_by, len(row.agreed)) == (editor, 3)
    assert PageLogEntry.objects.filter(page=spanish.pk, action="commons.published_as_it_is", user=editor).exists()


def test_a_complete_translation_is_published_without_a_question(client, page, spanish, commits):
    asker = asker_of(page)
    translate_strings()
    assert publish(client, spanish, commits).status_code == 302
    assert (spanish.live, spanish.title) == (True, "Huerto escolar")
    assert not PartialTranslation.objects.exists()
    assert told(asker) == 1


def test_what_was_shown_is_what_is_confirmed(client, page, spanish, commits):
    old = publish(client, spanish, commits).context_data["seen"]
    translate_strings("How to begin.")
    again = publish(client, spanish, commits, as_it_is=old)
    assert "2 of 3 texts" in again.rendered_content
    assert not spanish.live


def test_a_page_that_goes_live_past_the_question_is_not_readable(client, page, spanish):
    asker = asker_of(page)
    spanish.get_latest_revision().publish()
    assert Page.objects.get(pk=spanish.pk).live
    assert not is_readable(spanish)
    assert told(asker) == 0


def test_an_emptied_translation_is_missing(client, page, spanish, commits):
    translate_strings()
    StringTranslation.objects.filter(data="Cómo empezar.").update(data="")
    assert "1 of 3 texts of this page has no translation" in publish(client, spanish, commits).rendered_content


def test_new_english_words_need_a_new_confirmation_translated_ones_do_not(client, page, spanish, commits):
    confirm(client, spanish, commits)
    translate_strings("Copied garden")
    Translation.objects.get().save_target()
    assert is_readable(spanish)
    page.summary = "How to begin, and when."
    page.save_revision().publish()
    translation = Translation.objects.get()
    translation.source.update_from_db()
    assert is_readable(spanish)  # what is live is still as it was
    translation.save_target()
    assert not is_readable(spanish)


def test_syncing_new_words_never_publishes_them_by_the_way(client, page, spanish, commits):
    translate_strings()
    publish(client, spanish, commits)
    page.summary = "How to begin, and when."
    page.save_revision().publish()
    url = reverse("wagtail_localize:update_translations", args=[Translation.objects.get().source_id])
    assert "Publish immediately" not in client.get(url).content.decode()
    with commits(execute=True):
        client.post(url, {"publish_translations": "on"})
    spanish.refresh_from_db()
    assert spanish.specific.summary == "Cómo empezar."
    assert is_readable(spanish)


def test_pages_written_by_hand_and_sources_are_readable_aliases_and_drafts_are_not(page):
    assert is_readable(page)
    assert is_readable(translate(page, title="Huerto"))
    assert not is_readable(translate(ResourcePageFactory(), publish=False))
    assert not is_readable(page.create_alias(parent=page.get_parent(), update_slug="alias"))


def test_a_translation_continued_by_hand_is_readable_once_somebody_publishes_it(client, spanish):
    spanish.get_latest_revision().publish()
    Translation.objects.update(enabled=False)
    assert not is_readable(spanish)
    spanish.refresh_from_db()
    spanish.specific.save_revision().publish()
    assert is_readable(spanish)


def test_who_may_not_publish_is_not_asked(client, page, spanish):
    client.force_login(UserFactory(working_group=True))
    client.post(reverse("wagtailadmin_pages:edit", args=[spanish.pk]), {"action": "publish", "as_it_is": "x"})
    spanish.refresh_from_db()
    assert not spanish.live
    assert not PartialTranslation.objects.exclude(confirmed_at=None).exists()


def test_readable_costs_no_query_more_than_what_everyone_may_see(page, spanish, django_assert_num_queries):
    with django_assert_num_queries(2):  # one of them for the restrictions on pages
        list(readable(Page.objects))


def test_the_only_language_to_translate_into_is_ticked(client, editor, page):
    response = client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]))
    boxes = list(response.context["form"]["locales"])
    assert [box.data["selected"] for box in boxes] == [True]


def test_what_is_missing_is_shown_as_it_reads(client, editor, commits):
    page = ResourcePageFactory(title="Beds & seeds", slug="beds", summary="")
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale("es").pk]})
    response = publish(client, page.get_translation(locale("es")), commits)
    assert response.context_data["missing"] == ["Beds & seeds", "beds"]
    assert "<li>Beds &amp; seeds</li>" in response.rendered_content
    assert "w-header__title" in response.rendered_content


def test_an_address_in_a_file_that_can_be_none_is_refused_in_words(client, spanish):
    translation = Translation.objects.get()
    po = translation.export_po()
    for entry in po:
        entry.msgstr = {"copied-garden": "¿?"}.get(entry.msgid, SPANISH[entry.msgid])
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    answer = client.post(url, {"file": SimpleUploadedFile("es.po", str(po).encode())}, follow=True)
    assert "“¿?” cannot be an address" in answer.content.decode()
    assert [segment.string.data for segment in missing_strings(translation)] == ["copied-garden"]
    po.find("copied-garden").msgstr = "huerto"
    client.post(url, {"file": SimpleUploadedFile("es.po", str(po).encode())})
    assert not missing_strings(translation)
