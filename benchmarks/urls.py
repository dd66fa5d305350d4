from django.urls import path

from benchmarks import floors
from cop.urls import urlpatterns as product

urlpatterns = [
    path("floor/constant/", floors.constant),
    path("floor/rows/", floors.twenty_rows),
    *product,
]
