from django.urls import path

from niaga.web.design import views

app_name = "design"
urlpatterns = [
    path("bahasa/", views.set_language, name="language"),
    path("tampilan/", views.set_theme, name="theme"),
]
