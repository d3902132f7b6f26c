"""Records of updates: what a publisher says of one, and what a build says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """What the publisher says of an update."""

    version: str
    platform: str
    commit: str
    at_ms: int
    device_schema: int
    safe_schema: int
    packed_bytes: int
    sha256: str
    files: int
    unpacked_bytes: int
    begins: int
    """Where in the file the build begins."""


@dataclass(frozen=True)
class Build:
    """What a build says of itself (resources/build/build.json)."""

    version: str
    commit: str
    platform: str
    device_schema: int
    safe_schema: int
