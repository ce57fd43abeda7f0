"""The sample catalog: real resources with their real addresses, and the webinar series."""

from cms.core.demo import body
from cms.core.demo.publish import publish, publish_translation, spanish
from cms.resources.models import ResourceIndexPage, ResourceLanguage, ResourcePage
from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic

COPIED = (
    *("slug", "title", "summary", "resource_type", "publication_year", "external_url"),
    *("author_organization", "author_organization_es"),
)
TERMS = {"topics": Topic, "audiences": Audience, "strategies": Strategy, "region": RegionalCenter}


def load(context):
    content = context.read(__file__, "resources.toml")
    parent = ResourceIndexPage.objects.get(locale__language_code="en")
    terms = {name: {term.slug: term for term in model.objects.source()} for name, model in TERMS.items()}
    for values in [*content["resource"], *content.get("webinar", [])]:
        if context.first_time(f"resource/{values['slug']}"):
            load_resource(parent, values, terms)


def load_resource(parent, values, terms):
    page = ResourcePage(**{name: values[name] for name in COPIED if name in values}, body=body(values["body"]))
    page.region = terms["region"].get(values.get("region"))
    page.languages = [ResourceLanguage(language=code) for code in values.get("languages", ["en"])]
    for name in ("topics", "audiences", "strategies"):
        setattr(page, name, [terms[name][slug] for slug in values.get(name, [])])
    if publish(page, parent, values.get("published") or values.get("date")):
        texts = spanish(values, "title", "summary", "slug")
        languages = [ResourceLanguage(language=each.language) for each in page.languages.all()]
        publish_translation(page, body=body(values.get("body_es")), languages=languages, **texts)
