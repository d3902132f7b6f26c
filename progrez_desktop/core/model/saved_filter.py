"""A filter of the list that was given a name; it holds no words that were typed, since those may name somebody."""

from dataclasses import dataclass

from progrez_desktop.core.model.registry import Query


@dataclass(frozen=True)
class SavedFilter:
    id: str
    name: str
    query: Query
    made_ms: int


@dataclass(frozen=True)
class Missing:
    """What a saved filter asks for that is no more: nobody fits it until that is taken out."""

    skills: tuple[str, ...] = ()
    assessment: str | None = None

    def __bool__(self) -> bool:
        return bool(self.skills) or self.assessment is not None
