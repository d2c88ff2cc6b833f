"""What a parcel costs."""


def billed_kilograms(grams: int) -> int:
    """Couriers bill each started kilogram, the first 300 g of the next one being forgiven.

    (JNE and J&T publish this tolerance; SiCepat's is the same.) At least one kilogram.
    """
    return max(1, -(-(grams - 300) // 1000)) if grams > 1300 else 1


def parcel_price(grams: int, first_kg: int, next_kg: int) -> int:
    """Whole rupiah, as the rate says: the first kilogram and each further one."""
    return first_kg + next_kg * (billed_kilograms(grams) - 1)
