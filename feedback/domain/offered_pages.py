"""The draft of a page out of an offer. Its file is private until the page is published."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.files import File
from django.db.models import QuerySet
from django.utils.html import linebreaks
from django.utils.text import Truncator
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from cms.accounts.groups import EDITORS, WORKING_GROUP
from cms.accounts.models import User
from cms.core.uploads import is_picture
from cms.resources.models import ResourceLanguage, ResourcePage

from ..models import Offer

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


def set_files_public(work: UUID, public: bool) -> None:
    """As the page is that they belong to."""
    offers = Offer.objects.filter(suggestion__signals__need__answer_work=work)
    if not offers.exists():
        return
    collection = Collection.get_first_root_node() if public else _private_collection()
    get_document_model().objects.filter(pk__in=offers.values("document")).update(collection=collection)
    get_image_model().objects.filter(pk__in=offers.values("image")).update(collection=collection)


def forget_credit(offers: QuerySet[Offer]) -> None:
    """On the pages too, in what is kept of their earlier versions as well."""
    names = {name for name in offers.values_list("credit_name", flat=True) if name}
    works = offers.values("suggestion__signals__need__answer_work")
    for page in ResourcePage.objects.filter(translation_key__in=works, credit__in=names):
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
