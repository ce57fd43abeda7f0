"""The forums are what is moderated today: the desk is tried with their messages."""

import pytest

from cms.moderation.queries.desk import Desk
from tests.factories.accounts import UserFactory
from tests.factories.forums import PostFactory
from tests.forums.conftest import private_forum, public_forum, sign_in  # noqa: F401  (fixtures)


@pytest.fixture
def waiting(public_forum):  # noqa: F811
    """A reply that waits, by somebody who reads Spanish."""
    author = UserFactory(spanish=True, display_name="Rosa")
    return PostFactory(
        topic__forum=public_forum, poster=author, content="Vendo **coches**", approved=False, language="es"
    )


@pytest.fixture
def moderator(db):
    return UserFactory(moderator=True, display_name="Mia")


@pytest.fixture
def on_desk(moderator):
    """Give a post as it lies on the moderator's desk."""
    return lambda post: Desk(moderator).find("forum-post", post.pk)
