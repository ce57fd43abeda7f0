"""What machina's views need on a request, and no more."""

from forums.forum_permission.handler import PermissionHandler


class ForumPermissionMiddleware:
    """Puts the permission handler on each request.

    machina's own also gives every anonymous visitor of any page a session. Here nobody posts without an
    account, so a reader needs none: pages stay free of cookies and can be cached.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.forum_permission_handler = PermissionHandler()
        return self.get_response(request)
