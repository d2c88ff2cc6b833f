"""The addresses of data health, below /dasbor/data/."""

from django.urls import path

from niaga.web.dashboards.data import views

urlpatterns = [
    path("", views.index, name="data"),
    path("<slug:shop>/digabung/", views.people, name="data-people"),
    path("<slug:shop>/<slug:source>/", views.source, name="data-source"),
    path("<slug:shop>/<slug:source>/ditolak.csv", views.rejects_csv, name="data-rejects"),
]
