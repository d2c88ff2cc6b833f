"""The addresses of the dashboards, below /dasbor/."""

from django.urls import path

from niaga.web.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.executive_summary, name="executive"),
    path("ubin/", views.executive_tiles, name="tiles"),
    path("csv/<slug:name>/", views.executive_csv, name="csv"),
    path("baris/<slug:name>/", views.rows, name="rows"),
    path("pesanan/<slug:shop>/<str:order_id>/", views.order, name="order"),
]
