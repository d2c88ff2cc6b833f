"""What readers keep of the dashboards: a board with the choices of its address, under a name."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """`query`: the address's query. Shared: every reader who may open the board may open it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    board = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=4000)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "board", "name"], name="one_view_of_a_name")
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
