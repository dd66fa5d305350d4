from learning.inquiries.models.answer import InquiryAnswer
from learning.inquiries.models.inquiry import Asked, Inquiry, Sort

__all__ = ["Asked", "Inquiry", "InquiryAnswer", "Sort"]
