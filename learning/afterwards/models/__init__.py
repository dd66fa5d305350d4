from learning.afterwards.models.feedback import Feedback, Worth
from learning.afterwards.models.recording import Recording

__all__ = ["Feedback", "Recording", "Worth"]
