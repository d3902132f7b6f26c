"""Parts of paths and queries that several routes have."""

from typing import Annotated

from fastapi import Path, Query

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
Since = Annotated[int, Query(ge=0, le=1 << 53)]
"""The last number that whoever asks has seen."""
