"""Where machines tell us things."""

from django.urls import path

from niaga.web.webhooks.views import midtrans

app_name = "webhooks"
urlpatterns = [path("midtrans/", midtrans, name="midtrans")]
