"""Terms in English, with a Spanish row when `es` is given."""

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from cms.taxonomy.models import Audience, RegionalCenter, Strategy, Topic


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    name = factory.Sequence(lambda n: f"Term {n}")
    slug = factory.Sequence(lambda n: f"term-{n}")
    locale = factory.LazyFunction(lambda: Locale.objects.get_or_create(language_code="en")[0])

    @factory.post_generation
    def es(self, create, name, **kwargs):
        if create and name:
            spanish = Locale.objects.get_or_create(language_code="es")[0]
            copy = self.copy_for_translation(spanish)
            copy.name = name
            copy.save()


class TopicFactory(TermFactory):
    class Meta:
        model = Topic
        skip_postgeneration_save = True


class AudienceFactory(TermFactory):
    class Meta:
        model = Audience
        skip_postgeneration_save = True


class StrategyFactory(TermFactory):
    class Meta:
        model = Strategy
        skip_postgeneration_save = True


class RegionalCenterFactory(TermFactory):
    class Meta:
        model = RegionalCenter
        skip_postgeneration_save = True

    lead_agency = "County Office of Education"
    counties = "Alpine"
