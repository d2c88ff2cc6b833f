"""A local stand-in for Midtrans that speaks its protocol over a real socket, faults included.

In a test::

    with MidtransServer("a-server-key", notify_url="http://127.0.0.1:8000/...") as midtrans:
        ...  # the shop creates a transaction at midtrans.url
        midtrans.pay(order_id, method="bca_va")
"""

from niaga.simulate.midtrans.faults import Faults
from niaga.simulate.midtrans.server import MidtransServer

__all__ = ["Faults", "MidtransServer"]
