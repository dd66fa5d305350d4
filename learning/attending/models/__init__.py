from learning.attending.models.message import Message, Reach

__all__ = ["Message", "Reach"]
