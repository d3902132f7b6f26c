"""The technical manual on screen: the text that is printed, with its plots, in the size and colours of this screen."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.document_view import DocumentView

if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Article

_FONT = "Source Sans Pro"


class ManualPage(NotingPage):
    """Asks for the manual with `wanted` when it comes on screen and when the language changes."""

    saved_key = "manual.saved"
    note_role = "small"
    wanted = Signal()
    save = Signal()
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "manual.title")
        self.contents_button, self.menu = Button(), QMenu(self)
        self.contents_button.setMenu(self.menu)
        self.contents_button.setEnabled(False)
        self.say(self.contents_button.setText, "manual.contents")
        self.heading.addWidget(self.contents_button)
        self.view = DocumentView(context)
        self.say(self.view.setAccessibleName, "manual.spoken")
        self.view.setMinimumHeight(320)
        self.body.addWidget(self.view, 1)
        self.back_button = Button("primary")
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "manual.back")
        self.save_button = Button()
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        self.say(self.save_button.setText, "manual.save")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.save_button)

    def show_article(self, article: "Article") -> None:
        """Show the manual; one in the language that was left while it was made is passed over."""
        from progrez_desktop.core.documents.article_html import html_body, html_contents, svg_figure
        from progrez_desktop.ui.widgets.svg_picture import picture_of

        if article.language != self.context.language:
            return
        figures = {figure.id: figure for figure in article.figures}

        def draw(name: str, width: int) -> QImage:
            paint = self.context.theme.colour
            svg = svg_figure(figures[name], lambda token: paint(token).name(), _FONT)
            return picture_of(svg, width, self.devicePixelRatioF())

        self._list_chapters(article)
        html = html_contents(article) + html_body(article, lambda figure: f'<img src="{figure.id}">')
        self.view.show_html(html, draw, article.language, self.context.words("manual.spoken"))
        self.save_button.setEnabled(True)

    def _list_chapters(self, article: "Article") -> None:
        self.menu.clear()
        for chapter in article.chapters:
            self.menu.addAction(chapter.heading, partial(self.view.scrollToAnchor, chapter.id))
        self.contents_button.setEnabled(True)

    def show_loss(self, failure: Exception) -> None:
        """Say in the place of the manual why there is none."""
        sentence = sentence_of(failure, self.context.words)
        self.view.show_markdown(sentence, self.context.language, self.context.words("manual.title"))

    def retranslate(self) -> None:
        super().retranslate()
        self.wanted.emit()

    def first_control(self) -> DocumentView:
        return self.view

    def entered(self) -> None:
        super().entered()
        self.wanted.emit()
