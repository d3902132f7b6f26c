"""Where one can go in the window of a registry."""

from progrez_desktop.ui.staff_page import Places

_ABOVE = ("list", "roles", "shortlists", "teams", "decisions", "statistics")
_BELOW = ("refused", "log", "reader")
PLACES = Places(*(tuple(f"candidates.go.{name}" for name in names) for names in (_ABOVE, _BELOW, ("lock",))))
