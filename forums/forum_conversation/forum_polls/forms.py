"""machina looks for this module here once the app is ours."""

from machina.apps.forum_conversation.forum_polls.forms import TopicPollOptionFormset, TopicPollVoteForm

__all__ = ["TopicPollOptionFormset", "TopicPollVoteForm"]
