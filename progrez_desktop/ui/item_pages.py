"""Which page asks an item, and how it shows what was answered on it before."""

from collections.abc import Mapping

from progrez_desktop.core.model.assessment import Item, ResponseFormat, Situation, Statement
from progrez_desktop.core.model.attempt import ResponseValue, SituationValue, StatementValue, TextValue
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage


def kind_of(item: Item) -> type[ItemPage]:
    if isinstance(item, Statement):
        return StatementPage
    return SituationPage if isinstance(item, Situation) else OpenAnswerPage


def show_item(page: ItemPage, item: Item, formats: Mapping[str, ResponseFormat], value: ResponseValue | None) -> None:
    """Show an item on a page of its kind, with what was answered."""
    if isinstance(page, StatementPage) and isinstance(item, Statement):
        category = value.category if isinstance(value, StatementValue) else None
        page.show_statement(item, formats[item.format_id], category)
    elif isinstance(page, SituationPage) and isinstance(item, Situation):
        page.show_situation(item, value if isinstance(value, SituationValue) else SituationValue(None, None))
    elif isinstance(page, OpenAnswerPage) and not isinstance(item, Statement | Situation):
        page.show_prompt(item, value.text if isinstance(value, TextValue) else "")
