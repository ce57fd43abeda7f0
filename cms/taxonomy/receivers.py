"""A word in use is not deleted, and its translations go with it: relations point at the source-language row."""

from django.conf import settings
from django.db.models import ProtectedError
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from .models import Term
from .usage import is_used


@receiver(pre_delete, dispatch_uid="taxonomy.keep_what_is_used")
def keep_what_is_used(sender, instance, **kwargs):
    if issubclass(sender, Term) and is_source(instance) and is_used(instance):
        raise ProtectedError(f"{instance} is used.", {instance})


@receiver(post_delete, dispatch_uid="taxonomy.delete_translations")
def delete_translations(sender, instance, **kwargs):
    if issubclass(sender, Term) and is_source(instance):
        for translation in instance.get_translations():
            translation.delete()


def is_source(term):
    return term.locale.language_code == settings.LANGUAGE_CODE
