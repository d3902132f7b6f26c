"""A procedure is called by its title in the reader's language, and by its id where no title is known here."""

from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.words import Words


def test_what_ships_is_called_by_its_title_in_each_language() -> None:
    titles = {language: procedure_name("working-together", Words(language)) for language in ("en", "nl")}
    assert titles == {"en": "Working together", "nl": "Samen aan het werk"}


def test_what_this_program_does_not_know_is_called_by_its_id() -> None:
    assert procedure_name("flood-watch", Words("en")) == "flood-watch"
