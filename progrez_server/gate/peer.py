"""Whether somebody sits at this very computer: a trial speaks with nobody else."""

from collections.abc import Mapping
from ipaddress import ip_address

_CARRIED = ("forwarded", "x-forwarded-for", "x-real-ip")


def is_here(address: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a connection comes from this computer, and not through a proxy on it."""
    try:
        return ip_address(address).is_loopback and not any(name in headers for name in _CARRIED)
    except ValueError:
        return False
