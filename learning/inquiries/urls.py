from django.urls import path

from learning.inquiries.views import InquiriesView

W = "c/<slug:slug>/learning/workshops/<int:pk>"

urlpatterns = [path(f"{W}/inquiries/", InquiriesView.as_view(), name="inquiries")]
