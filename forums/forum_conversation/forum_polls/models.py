from machina.apps.forum_conversation.forum_polls.models import TopicPoll, TopicPollOption, TopicPollVote

__all__ = ["TopicPoll", "TopicPollOption", "TopicPollVote"]
