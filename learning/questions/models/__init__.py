from learning.questions.models.question import Outcome, QuestionVote, WorkshopQuestion

__all__ = ["Outcome", "QuestionVote", "WorkshopQuestion"]
