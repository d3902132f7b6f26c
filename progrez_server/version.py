"""Which version of the server this is."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("progrez-desktop")
except PackageNotFoundError:  # a folder of sources that was never installed
    VERSION = "0.0.0"
