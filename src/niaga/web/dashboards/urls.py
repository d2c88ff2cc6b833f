"""The addresses of the dashboards, below /dasbor/. Boards come last: their name is any word."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from niaga.web.dashboards import behind, downloads, saved, views
from niaga.web.dashboards.alerts import page as alerts
from niaga.web.dashboards.customer import page as customer
from niaga.web.dashboards.experiments import decision, plan_page, planner


class Ending(StringConverter):
    """What a file of a tile can be."""

    regex = "csv|xlsx|png"


class Reference(StringConverter):
    """What a source calls an order: any text, as INV/20260110/MPL/17."""

    regex = r"[^\x00]+"


register_converter(Ending, "ending")
register_converter(Reference, "reference")
app_name = "dashboards"
urlpatterns = [
    path("", views.executive_summary, name="executive"),
    path("data/", include("niaga.web.dashboards.data.urls")),
    path("baris/<slug:name>/", behind.rows, name="rows"),
    path("pesanan/<slug:shop>/<reference:order_id>/", behind.order, name="order"),
    path("peringatan/", alerts.alerts, name="alerts"),
    path("peringatan/ubin/", alerts.alerts_part, name="alerts_part"),
    path("pelanggan/<slug:shop>/<str:key>/", customer.customer, name="customer"),
    path(
        "pelanggan/<slug:shop>/pesanan/<reference:order_id>/",
        customer.customer_of_order,
        name="customer_of_order",
    ),
    path("eksperimen/rencana/", planner.plan, name="experiment_planner"),
    path("eksperimen/rencana/tulis/", plan_page.plan, name="experiment_plan"),
    path("eksperimen/rencana/simpan/", plan_page.save, name="save_experiment_plan"),
    path("eksperimen/rencana/keputusan/", decision.decide, name="record_decision"),
    path("eksperimen/rencana/keputusan/tarik/", decision.take_back, name="withdraw_decision"),
    path("eksperimen/rencana/pasang/", decision.put_beside, name="attach_plan"),
    path("eksperimen/rencana/lepas/", decision.take_off, name="detach_plan"),
    path("tampilan/simpan/", saved.save, name="save_view"),
    path("tampilan/<int:number>/hapus/", saved.delete, name="delete_view"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/ubin/", views.tiles, name="tiles"),
    path("<slug:slug>/ubin/<slug:name>/", views.tile, name="tile"),
    path("<slug:slug>/pdf/", downloads.board_file, name="pdf"),
    path("<slug:slug>/<ending:ending>/<slug:name>/", downloads.tile_file, name="file"),
]
