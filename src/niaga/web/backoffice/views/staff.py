"""Who works here: accounts, roles, passwords for one sign-in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from niaga.kernel.errors import NiagaError
from niaga.kernel.ids import new_code
from niaga.kernel.permissions import Role, permissions_of
from niaga.store.customers.actions import (
    change_role,
    create_staff,
    give_password,
    set_staff_active,
)
from niaga.store.customers.models import User
from niaga.store.customers.queries import staff
from niaga.web.backoffice.access import deed, done, page
from niaga.web.backoffice.forms.fields import valid
from niaga.web.backoffice.forms.people import RoleForm, StaffForm
from niaga.web.backoffice.pages import crumb, show
from niaga.web.backoffice.requests import StaffRequest


def _password() -> str:
    """Twelve characters in fours (57 bits), which can be read over the telephone."""
    code = new_code(12)
    return "-".join(code[at : at + 4] for at in range(0, 12, 4))


@page("staff.manage")
def members(request: StaffRequest) -> HttpResponse:
    rows = staff()
    context = {
        "members": rows,
        "role_forms": {
            row.pk: RoleForm(initial={"role": row.role}, auto_id=f"peran{row.pk}_%s")
            for row in rows
        },
        "roles": [(role, sorted(permissions_of(role))) for role in Role],
    }
    return show(request, "staff.html", _("Staf"), context)


@sensitive_variables("password")
@page("staff.manage")
def new_member(request: StaffRequest) -> HttpResponse:
    """The password is on the answer to this POST and nowhere else."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = _password()
        try:
            user = create_staff(
                password=password, temporary=True, actor=request.user.actor, **form.cleaned_data
            )
        except NiagaError as error:
            form.add_error("email", str(error))
        else:
            return _tell_password(request, user, password)
    return show(
        request,
        "staff_new.html",
        _("Staf baru"),
        {"form": form},
        crumbs=[crumb(_("Staf"), "staff")],
        status=422 if form.errors else 200,
    )


def _tell_password(request: StaffRequest, user: User, password: str) -> HttpResponse:
    return show(
        request,
        "staff_password.html",
        _("Kata sandi untuk %(name)s") % {"name": user.name},
        {"member": user, "password": password},
        crumbs=[crumb(_("Staf"), "staff")],
    )


@deed("staff.manage")
def set_role(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(User, pk=pk)
    user = change_role(pk, valid(RoleForm(request.POST))["role"], actor=request.user.actor)
    return done(request, _("Peran %(name)s diganti.") % {"name": user.name})


@deed("staff.manage")
def set_active(request: StaffRequest, pk: int) -> HttpResponse:
    active = request.POST.get("active") == "1"
    user = set_staff_active(pk, active, actor=request.user.actor)
    text = _("%(name)s dapat masuk lagi.") if active else _("%(name)s tidak dapat masuk lagi.")
    return done(request, text % {"name": user.name})


@deed("staff.manage")
def new_password(request: StaffRequest, pk: int) -> HttpResponse:
    password = _password()
    user = give_password(pk, password, actor=request.user.actor)
    return _tell_password(request, user, password)
