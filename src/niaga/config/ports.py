"""Whether an address can be listened on, asked before anything slow is begun."""

import errno
import socket

from django.utils.translation import gettext_lazy as _

from niaga.kernel.errors import NiagaError


class AddressRefused(NiagaError):
    """The server cannot listen where it was told to; says why and the way out."""

    code = "serve.address"
    message = _("Alamat %(host)s bukan alamat mesin ini. Pilih alamat lain dengan --host.")


class PortTaken(AddressRefused):
    code = "serve.port_taken"
    message = _(
        "Port %(port)s sudah dipakai program lain. Pilih port lain dengan --port %(other)s "
        "atau NIAGA_PORT=%(other)s."
    )


class PortReserved(AddressRefused):
    code = "serve.port_reserved"
    message = _(
        "Port %(port)s memerlukan hak khusus. Pilih port di atas 1023 dengan --port %(other)s "
        "atau NIAGA_PORT=%(other)s."
    )


REFUSALS = {errno.EADDRINUSE: PortTaken, errno.EACCES: PortReserved}


def require_free(host: str, port: int) -> None:
    """Raises AddressRefused if the port is taken, reserved, or the host is not this machine's."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        refusal = REFUSALS.get(error.errno or 0, AddressRefused)
        other = port + 10 if 1023 < port < 65000 else 8010
        raise refusal(host=host, port=port, other=other) from error


def free_port(host: str, first: int) -> int:
    """The first port from `first` on that can be listened on. Raises AddressRefused after 50."""
    for port in range(first, first + 50):
        try:
            require_free(host, port)
        except AddressRefused:
            continue
        return port
    require_free(host, first)
    return first
