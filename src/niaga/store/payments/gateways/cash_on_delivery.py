"""Cash on delivery: the courier collects, and pays out to the shop some days later."""

from niaga.store.payments.gateways.manual import Manual


class CashOnDelivery(Manual):
    code = "cod"
    pay_within = None
    is_offered = True
