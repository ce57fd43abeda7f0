"""Pages below a home page, in English unless said otherwise; `translate` adds the Spanish one."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site

from cms.advisory.models import BoardIndexPage, BoardPage, BoardUpdatePage
from cms.contact.models import ContactPage
from cms.core.models import FAQPage, HomePage, StandardPage, Work
from cms.resources.enums import ResourceType
from cms.resources.models import ResourceIndexPage, ResourcePage
from cms.summit.models import SessionPage, SummitIndexPage, SummitPage


def locale(language):
    return Locale.objects.get_or_create(language_code=language)[0]


def text(html):
    """A page body of one text block."""
    return [("text", html)]


def make_home():
    """The English home page as root of the default site; the one that exists if there is one."""
    home = HomePage.objects.filter(locale__language_code="en").first()
    if home:
        return home
    home = HomePage(title="Digital Commons", slug="en", hero_title="Every voice counts", locale=locale("en"))
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = home
    site.save()
    return home


def translate(page, publish=True, language="es", **values):
    """Add the page in another language; its parents too if they are missing there."""
    if existing := page.get_translation_or_none(locale(language)):
        return existing
    parent = page.get_parent().specific
    if not parent.is_root():
        translate(parent, language=language)
    copy = page.copy_for_translation(locale(language))
    for name, value in values.items():
        setattr(copy, name, value)
    revision = copy.save_revision()
    if publish:
        revision.publish()
    copy.refresh_from_db()
    return copy


class PageFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")
    locale = factory.LazyFunction(lambda: locale("en"))

    @classmethod
    def default_parent(cls):
        return make_home()

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        many = {name: kwargs.pop(name) for name in ("topics", "audiences", "strategies", "languages") if name in kwargs}
        page = model_class(**kwargs)
        for name, value in many.items():
            setattr(page, name, value)
        (parent or cls.default_parent()).add_child(instance=page)
        return page


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage


class FAQPageFactory(PageFactory):
    class Meta:
        model = FAQPage


class ContactPageFactory(PageFactory):
    class Meta:
        model = ContactPage


class SingletonFactory(PageFactory):
    """One per language below the home page: gives the one that exists."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        existing = model_class.objects.filter(locale=kwargs["locale"]).first()
        return existing or super()._create(model_class, *args, **kwargs)


class ResourceIndexPageFactory(SingletonFactory):
    class Meta:
        model = ResourceIndexPage

    title = "Resources"
    slug = "resources"


class ResourcePageFactory(PageFactory):
    class Meta:
        model = ResourcePage

    class Params:
        draft = factory.Trait(live=False, has_unpublished_changes=True)

    title = factory.Sequence(lambda n: f"Resource {n}")
    summary = "What it is good for."
    resource_type = ResourceType.GUIDE
    first_published_at = datetime(2026, 1, 5, 12, tzinfo=ZoneInfo("UTC"))

    @classmethod
    def default_parent(cls):
        return ResourceIndexPageFactory()


class SummitIndexPageFactory(SingletonFactory):
    class Meta:
        model = SummitIndexPage

    title = "Summit"
    slug = "summit"


class SummitPageFactory(PageFactory):
    class Meta:
        model = SummitPage

    title = factory.LazyAttribute(lambda page: f"Summit {page.year}")
    year = 2026
    starts_on = factory.LazyAttribute(lambda page: date(page.year, 9, 10))
    ends_on = factory.LazyAttribute(lambda page: date(page.year, 9, 11))
    city = "Ontario, California"

    @classmethod
    def default_parent(cls):
        return SummitIndexPageFactory()


class SessionPageFactory(PageFactory):
    class Meta:
        model = SessionPage

    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = datetime(2026, 9, 10, 9, tzinfo=ZoneInfo("America/Los_Angeles"))
    ends_at = datetime(2026, 9, 10, 10, tzinfo=ZoneInfo("America/Los_Angeles"))

    @classmethod
    def default_parent(cls):
        return SummitPage.objects.filter(locale__language_code="en").first() or SummitPageFactory()


class BoardIndexPageFactory(SingletonFactory):
    class Meta:
        model = BoardIndexPage

    title = "Boards"
    slug = "boards"


class BoardPageFactory(PageFactory):
    class Meta:
        model = BoardPage

    title = factory.Sequence(lambda n: f"Board {n}")

    @classmethod
    def default_parent(cls):
        return BoardIndexPageFactory()


class BoardUpdatePageFactory(PageFactory):
    class Meta:
        model = BoardUpdatePage

    title = factory.Sequence(lambda n: f"Update {n}")
    date = date(2026, 8, 20)

    @classmethod
    def default_parent(cls):
        return BoardPage.objects.filter(locale__language_code="en").first() or BoardPageFactory()


def grow(template, number):
    """Many live siblings of a page, written as bare rows: saving a thousand pages takes a minute."""
    model, parent = type(template), template.get_parent()
    start = parent.get_children().count() + 1
    base = [_sibling(Page, template, parent, start + step) for step in range(number)]
    rows = Page.objects.bulk_create(base)
    if rows[0].pk is None:
        rows = list(Page.objects.filter(path__in=[row.path for row in rows]))
    Work.objects.bulk_create([Work(key=row.translation_key, kind=row.content_type) for row in rows])
    own = {field.name for field in model._meta.local_fields if not field.primary_key}
    for row in rows:
        child = model(page_ptr=row, **{name: getattr(template, name) for name in own - {"work"}})
        child.work_id = row.translation_key
        child.__dict__.update({field.attname: getattr(row, field.attname) for field in Page._meta.local_fields})
        child.save_base(raw=True)
    Page.objects.filter(pk=parent.pk).update(numchild=start - 1 + number)
    return list(model.objects.filter(pk__in=[row.pk for row in rows]))


def _sibling(model, template, parent, step):
    slug = f"{template.slug}-{step}"
    return model(
        title=f"{template.title} {step}",
        slug=slug,
        path=Page._get_path(parent.path, template.depth, step),
        depth=template.depth,
        url_path=f"{parent.url_path}{slug}/",
        locale=template.locale,
        content_type=template.content_type,
        live=True,
        translation_key=uuid4(),
        first_published_at=template.first_published_at,
    )
