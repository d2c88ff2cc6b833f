"""What a view is given once the door has let somebody in."""

from django.http import HttpRequest

from niaga.store.customers.models import User


class StaffRequest(HttpRequest):
    user: User
