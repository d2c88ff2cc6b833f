"""Where each face is mounted."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("atur/", include("niaga.web.design.urls")),
    path("kantor/", include("niaga.web.backoffice.urls")),
    path("dasbor/", include("niaga.web.dashboards.urls")),
    path("webhooks/", include("niaga.web.webhooks.urls")),
    path("", include("niaga.web.storefront.urls")),
]
