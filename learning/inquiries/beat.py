"""What hosts were told of those who came is kept for a while, and no longer."""

from celery import shared_task

from learning.inquiries.models import InquiryAnswer


@shared_task
def forget_answers() -> None:
    InquiryAnswer.objects.outlived().delete()
