from learning.ideas.models.idea import Idea, Side
from learning.ideas.models.support import IdeaVote, TeachingOffer

__all__ = ["Idea", "IdeaVote", "Side", "TeachingOffer"]
