from django.urls import path

from learning.inquiries.api.views import InquiriesView

urlpatterns = [path("workshops/<int:pk>/inquiries/", InquiriesView.as_view(), name="inquiries")]
