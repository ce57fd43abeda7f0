"""What somebody wrote is still there after they had to sign in again."""

from django.conf import settings

KEY = "forums.draft"
FIELDS = ("subject", "content", "language")
LONGEST = settings.MACHINA_POST_CONTENT_MAX_LENGTH


class DraftInSessionMixin:
    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and request.user.is_anonymous:
            wrote = {name: request.POST[name][:LONGEST] for name in FIELDS if name in request.POST}
            request.session[KEY] = {"path": request.path, "wrote": wrote}
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        draft = self.request.session.get(KEY)
        if self.request.method != "GET" or not draft or draft["path"] != self.request.path:
            return super().get_initial()
        del self.request.session[KEY]
        return super().get_initial() | draft["wrote"]
