"""A shop of any size, written straight to the warehouse: how do numbers answer as it grows?"""
