"""The organisation server: takes sealed releases in, hands them on, and can read none of them."""
