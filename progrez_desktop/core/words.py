"""Interface texts in Dutch and English, by key. Texts of an assessment live in its pack and not here."""

from functools import cache
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.resources import resource_json

if TYPE_CHECKING:
    import datetime

LANGUAGES: tuple[str, ...] = ("en", "nl")

FILES = (
    *("account", "cards", "choices", "cli", "contest", "counting", "cv", "details", "ease"),
    *("errors", "excerpts", "github", "guards", "keys", "norms", "online", "packs", "privacy", "profile", "quality"),
    *("reading", "refused", "report", "rights", "scoring", "sending", "settings", "signing", "sitting", "store"),
    *("text", "training", "welcome"),
)
"""By name, so that one that is lost is known to be lost."""
STAFF_FILES = (
    *("accessibility", "candidates", "comparing", "deciding", "desk", "duties", "evidence", "interview", "kiosk"),
    "listing",
    *("lock_down", "moved", "one_candidate", "operator", "operator_computer", "operator_duties", "operator_log"),
    *("operator_packs", "operator_roster", "organisations", "rating", "recruiter_report", "recruiter_tips"),
    *("recruiting", "registry", "roles", "statistics", "team_report", "team_window", "teams", "updates"),
)
"""What staff read, what is said at a kiosk alone, and the statement on accessibility: looked into where a key stands in
none of the others, so that a candidate’s window opens without."""


@cache
def _tables(names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name in names:
        for language, texts in resource_json("translations", f"{name}.json").items():
            tables[language].update(texts)
    return tables


def told(fault: Fault, language: str) -> str:
    """Return the sentence of a fault; where the sentences themselves are lost, one of its own in both languages."""
    try:
        return Words(language).of_fault(fault)
    except EnvironmentFault as lost:
        from progrez_desktop.core.bundle import broken  # a window that has its words never needs it

        return broken(str(lost.params["name"]))


class Words:
    """Gives sentences in one language. A missing key is a mistake of ours and raises KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._texts = _tables(FILES)[self.language]

    @property
    def _of_staff(self) -> dict[str, str]:
        return _tables(STAFF_FILES)[self.language]

    def __call__(self, key: str, **params: Any) -> str:
        return self.template(key).format(**params)

    def __contains__(self, key: str) -> bool:
        return key in self._texts or key in self._of_staff

    def of_fault(self, fault: Fault) -> str:
        """Return the sentence that a fault has; one that nobody wrote a sentence for is told by its code."""
        if fault.message_key in self:
            params = dict(fault.params)
            if "reason" in params:
                params["reason"] = self.of_refusal(str(params["reason"]))
            return self(fault.message_key, **params)
        return self("error.unknown", code=fault.code)

    def of_refusal(self, refusal: str) -> str:
        """Return in words what scoring refused, told as its code and the place at fault; else as it stands."""
        code, _, where = refusal.partition(": ")
        return self(f"refused.{code}", where=where) if f"refused.{code}" in self else refusal

    def template(self, key: str) -> str:
        """Return the text of a key as it stands in the file, with its placeholders."""
        return self._texts[key] if key in self._texts else self._of_staff[key]

    def keys_of(self, *beginnings: str) -> tuple[str, ...]:
        """Return the keys that begin with one of `beginnings`, sorted."""
        return tuple(sorted(key for key in {**self._of_staff, **self._texts} if key.startswith(beginnings)))

    def plural(self, key: str, n: int, **params: Any) -> str:
        """Return the form of `key` for the number n; {n} in the text is the number itself."""
        # Both languages have the same two cardinal forms for whole numbers (CLDR: one, other),
        # so babel, 60 ms of import, is not asked for it before the first paint.
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n, **params)

    def number(self, n: int) -> str:
        """Return a whole number with the separators of the language ("14,400", "14.400")."""
        return f"{n:,}".replace(",", "." if self.language == "nl" else ",")

    def about(self, n: int) -> str:
        """Return a number of people that began with noise, as exactly as it is known."""
        return self.number(round(n, -1))

    def decimal(self, value: float, digits: int) -> str:
        """Return a number with so many digits behind the comma or point of the language ("0.35", "0,35")."""
        shown = f"{value:z.{digits}f}"  # z: a rounded zero has no sign
        return shown.replace(".", ",") if self.language == "nl" else shown

    def moment(self, at_ms: int) -> str:
        """Return the local day and minute of a UTC time in milliseconds, written out ("23 November 2026, 09:00")."""
        from datetime import UTC, datetime

        local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()
        return f"{self.day(local.date())}, {local:%H:%M}"

    def date(self, at_ms: int) -> str:
        """Return the local calendar day of a UTC time in milliseconds, written out ("23 November 2026")."""
        from datetime import UTC, datetime

        return self.day(datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date())

    def short_date(self, at_ms: int) -> str:
        """Return the same day as tables have room for ("23 Nov 2026")."""
        from datetime import UTC, datetime

        from babel.dates import format_date

        day = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date()
        return format_date(day, format="d MMM y", locale=self.language)

    def near_date(self, at_ms: int, now_ms: int) -> str:
        """Return that day without its year where that is this one ("23 Nov")."""
        from datetime import UTC, datetime

        from babel.dates import format_date

        day, now = (datetime.fromtimestamp(moment / 1000, UTC).astimezone().date() for moment in (at_ms, now_ms))
        return format_date(day, format="d MMM" if day.year == now.year else "d MMM y", locale=self.language)

    def day(self, day: "datetime.date") -> str:
        """Return a calendar day, written out."""
        from babel.dates import format_date

        return format_date(day, format="d MMMM y", locale=self.language)

    def month(self, month: str) -> str:
        """Return a month such as "2026-03", written out ("March 2026")."""
        from datetime import date

        from babel.dates import format_date

        return format_date(date.fromisoformat(f"{month}-01"), format="MMMM y", locale=self.language)


def capital(text: str) -> str:
    """Return a text that begins with a capital, which in Dutch has no accent where the letter is doubled: Eén."""
    return f"E{text[1:]}" if text.startswith("éé") else text[:1].upper() + text[1:]
