"""The draft of a page out of an offer. Its file is private until the page is published."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.files import File
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.html import linebreaks
from django.utils.text import Truncator
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, Revision

from cms.accounts.groups import EDITORS, WORKING_GROUP
from cms.accounts.models import User
from cms.core.uploads import is_picture
from cms.resources.models import ResourceLanguage, ResourcePage

from ..models import Offer
from ..models.visible import visible_pages
from ..queries.pages import is_public

PRIVATE = "Offered, not published yet"
SUMMARY_LENGTH = 300


def fill_in(page: ResourcePage, offer: Offer, user: User) -> None:
    """All that the giver said and that the public may read."""
    said = offer.suggestion
    page.resource_type, page.external_url = offer.resource_type, said.url
    page.summary = Truncator(said.body).chars(SUMMARY_LENGTH)
    page.author_organization, page.license, page.credit = offer.maker, offer.license, offer.credited
    page.languages = [ResourceLanguage(language=code) for code in offer.languages]
    more = [("text", linebreaks(said.body, autoescape=True))] if len(said.body) > SUMMARY_LENGTH else []
    page.body = [*more, *_file_blocks(offer, user)]


def note_page(offer: Offer, page: ResourcePage) -> None:
    """Of which page it is a part."""
    offer.work_id = page.translation_key
    offer.save(update_fields=["work"])


def sort_files(except_page: Page | None = None) -> None:
    """Each is for everyone as long as the page is that it is part of. Pages are closed and moved without a word."""
    offers = Offer.objects.exclude(document=None, image=None)
    if not offers.exists():
        return
    pages = visible_pages().filter(translation_key=OuterRef("work"))
    public = Exists(pages.exclude(pk=except_page.pk) if except_page else pages)
    closed, root = _private_collection(), Collection.get_first_root_node()
    for model, name in ((get_document_model(), "document"), (get_image_model(), "image")):
        theirs = model.objects.filter(pk__in=offers.values(name))
        shown = Q(pk__in=offers.filter(public).exclude(**{name: None}).values(name))
        theirs.filter(shown, collection=closed).update(collection=root)
        theirs.exclude(shown).exclude(collection=closed).update(collection=closed)


def delete_copies(offer: Offer) -> None:
    """What the draft has of its file, unless everyone can see the page."""
    if offer.work_id and is_public(offer.work_id):
        return
    for copy in filter(None, (offer.document, offer.image)):
        copy.delete()


def unpublish_taken_back(page: Page) -> None:
    """Its giver took it back at the same moment: by now the need is closed, so that one of both is last.

    A page that was public before it was shown to them stays.
    """
    offers = Offer.objects.annotate(since=Coalesce("shown_at", "suggestion__created_at"))
    taken_back = offers.filter(work=page.translation_key, withdrawn_at__isnull=False)
    if taken_back.filter(since__lte=page.first_published_at).exists():
        page.unpublish()


def cancel_schedule(work: UUID | None) -> None:
    """What was to be published by itself, on a day that an editor chose, waits as well."""
    pages = ResourcePage.objects.filter(translation_key=work).values_list("pk", flat=True)
    planned = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    planned.filter(object_id__in=[str(pk) for pk in pages]).update(approved_go_live_at=None)


def forget_credit(offers: QuerySet[Offer]) -> None:
    """On the pages too, in what is kept of their earlier versions as well."""
    names = {name for name in offers.values_list("credit_name", flat=True) if name}
    for page in ResourcePage.objects.filter(translation_key__in=offers.values("work"), credit__in=names):
        page.credit = ""
        page.save(update_fields=["credit"])
        for revision in page.revisions.all():
            revision.content["credit"] = ""
            revision.save(update_fields=["content"])


def _file_blocks(offer: Offer, user: User) -> Iterator[tuple[str, dict[str, Any]]]:
    if not offer.file:
        return
    own = {"title": offer.suggestion.title, "collection": _private_collection(), "uploaded_by_user": user}
    # Under a name that nobody can guess, as it is kept.
    with offer.file.open("rb") as content:
        own["file"] = File(content, name=PurePath(str(offer.file.name)).name)
        if is_picture(str(offer.file.name)):
            image = offer.image = get_image_model().objects.create(**own)
            image.contextual_alt_text, image.decorative = offer.suggestion.title, False
            yield "image", {"image": image, "caption": ""}
        else:
            offer.document = get_document_model().objects.create(**own)
            yield "file", {"document": offer.document, "description": offer.file_name}
    offer.save(update_fields=["image", "document"])


def _private_collection() -> Collection:
    """Whoever may read the queue may look into it."""
    if known := Collection.objects.filter(name=PRIVATE).first():
        return known
    made = Collection.get_first_root_node().add_child(name=PRIVATE)
    closed = CollectionViewRestriction.objects.create(
        collection=made, restriction_type=CollectionViewRestriction.GROUPS
    )
    closed.groups.set(Group.objects.filter(name__in=(EDITORS, WORKING_GROUP)))
    return made
