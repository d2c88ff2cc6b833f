"""The board of what customers answer and of what gateways pay out."""
