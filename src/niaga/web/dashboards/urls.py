"""The addresses of the dashboards, below /dasbor/. Boards come last: their name is any word."""

from django.urls import path

from niaga.web.dashboards import behind, views
from niaga.web.dashboards.experiments import planner

app_name = "dashboards"
urlpatterns = [
    path("", views.executive_summary, name="executive"),
    path("baris/<slug:name>/", behind.rows, name="rows"),
    path("pesanan/<slug:shop>/<str:order_id>/", behind.order, name="order"),
    path("eksperimen/rencana/", planner.plan, name="experiment_planner"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/ubin/", views.tiles, name="tiles"),
    path("<slug:slug>/csv/<slug:name>/", views.tile_csv, name="csv"),
]
