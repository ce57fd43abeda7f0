from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin_views import refuse_to_delete_what_is_used
from .viewsets import TaxonomyGroup

register_snippet(TaxonomyGroup)
hooks.register("before_delete_snippet", refuse_to_delete_what_is_used)
