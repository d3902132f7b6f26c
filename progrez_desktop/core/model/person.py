"""The person behind a safe: what is needed for an account, and nothing more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonDetails:
    """Who somebody says to be."""

    first_name: str
    last_name: str
    email: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
