"""Whether somebody sits at this very computer: a trial speaks with nobody else."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

_CARRIED = ("forwarded", "via", "x-real-ip")


def is_here(address: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a connection comes from this computer, and through no proxy on it that says so."""
    if any(name in _CARRIED or name.startswith("x-forwarded-") for name in headers):
        return False
    try:
        host = urlsplit(f"//{headers.get('host', 'localhost')}").hostname or ""
        return ip_address(address).is_loopback and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False
