"""Languages, the site with its home page, the workflow."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from .domain.tree import add_translation, ensure_pair, locale
from .models import FAQPage, HomePage, Publication, RegionReview

# Names are rows, and have no translations: these can be read in both languages.
WORKFLOW = "Review / Revisión"
REGION_STEP, PUBLICATION_STEP = "Region / Región", "Publication / Publicación"
WAGTAILS_WORKFLOW = "Moderators approval"


def ensure_defaults():
    root = Page.get_first_root_node()
    home = ensure_home(root)
    ensure_site(home)
    drop_welcome_page(root)
    ensure_questions(home)
    ensure_workflow(root)


def ensure_home(root):
    home = HomePage.objects.filter(locale=locale("en")).first()
    if not home:
        hero = "Every voice becomes a need, every need gets an answer"
        home = HomePage(title="Digital Commons", slug="en", hero_title=hero, locale=locale("en"))
        root.add_child(instance=home)
    if not home.has_translation(locale("es")):
        hero = "Cada voz se convierte en una necesidad, cada necesidad recibe una respuesta"
        add_translation(home, "es", parent=root, slug="es", hero_title=hero)
    return home


def ensure_site(home):
    """Where the site is reached comes from the environment (BASE_URL), so that links in mails are right."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, root_page=home)
    if not isinstance(site.root_page.specific, HomePage):
        site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.hostname, site.port = address.hostname, port
    site.save()


def drop_welcome_page(root):
    """Wagtail's first migration leaves a page that says welcome."""
    for page in root.get_children().filter(content_type__model="page", content_type__app_label="wagtailcore"):
        page.delete()


def ensure_questions(home):
    questions = {"title": "Questions and answers", "slug": "faq", "show_in_menus": True}
    ensure_pair(FAQPage, home, questions, {"title": "Preguntas más frecuentes", "slug": "preguntas-mas-frecuentes"})


def ensure_workflow(root):
    """Replaces Wagtail's own; once it exists it belongs to the editors."""
    if RegionReview.objects.exists():
        return
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW).delete()
    workflow = Workflow.objects.create(name=WORKFLOW)
    steps = [RegionReview.objects.create(name=REGION_STEP), Publication.objects.create(name=PUBLICATION_STEP)]
    for number, step in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=number)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
