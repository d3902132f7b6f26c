"""The tone of one of the person's own texts, private: how the words sound, never a score."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.scoring.text.tone import SentenceTone, Tone, picture_of
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import label

_BANDS = ("courtesy", "concern", "distress")


class _Course(QWidget):
    """A column for each sentence: above the line as far as it sounds positive, below it as far as negative."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sentences: tuple[SentenceTone, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sentences(self, sentences: tuple[SentenceTone, ...], spoken: str) -> None:
        self._sentences = sentences
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, round(64 * self._context.theme.heading_factor))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, half = self.height() / 2, self.height() / 2 - 2
        room = self.width() / max(len(self._sentences), 1)
        width = min(room * 0.8, 72.0)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, one in enumerate(self._sentences):
            left = number * room
            for label_, colour, up in (("positive", "spruce_600", True), ("negative", "drive", False)):
                height = max(1.5, one.sentiment.get(label_, 0.0) * half)
                painter.setBrush(theme.colour(colour))
                painter.drawRoundedRect(QRectF(left, middle - height if up else middle, width, height), 3, 3)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class ToneCard(QFrame):
    """Stays away where there is no tone to show."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._tone: Tone | None = None
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        self.title, self.text, self.note = label("h3"), label("body"), label("small")
        self._course, self._up, self._down = _Course(context), label("small"), label("small")
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(4)
        for widget in (self._up, self._course, self._down):
            column.addWidget(widget)
        column.addLayout(self._make_bands())
        column.addWidget(self.note)
        context.changed.connect(self._say)
        self.hide()

    def _make_bands(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._bands: dict[str, tuple[QLabel, QLabel]] = {}
        for row, name in enumerate(_BANDS):
            self._bands[name] = label("smallink", wrap=False), label("small")
            for column, widget in enumerate(self._bands[name]):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def show_tone(self, tone: Tone | None) -> None:
        self._tone = tone
        self.setVisible(tone is not None)
        self._say()

    def _say(self) -> None:
        tone, words = self._tone, self._context.words
        if tone is None:
            return
        self.title.setText(words("tone.title"))
        self.note.setText(words("tone.note"))
        self.text.setText(self._in_short(tone))
        self._up.setText(words("tone.up"))
        self._down.setText(words("tone.down"))
        sentiments = (max(one.sentiment, key=lambda name: one.sentiment[name]) for one in tone.sentences)
        said = ", ".join(f"{n} {words(f'text.sentiment.{name}')}" for n, name in enumerate(sentiments, start=1))
        self._course.show_sentences(tone.sentences, words("tone.picture", sentences=said))
        for name, (title, text) in self._bands.items():
            band = getattr(tone, f"{name}_band")
            for widget in (title, text):
                widget.setVisible(band is not None)
            title.setText(words(f"tone.{name}"))
            text.setText(words(f"text.band.{band}") if band else "")

    def _in_short(self, tone: Tone) -> str:
        """Return the tone in words: "positive · joy, a hint of surprise"."""
        words, picture = self._context.words, picture_of(tone)
        if tone.ekman:
            groups = [(one.strength, words(f"text.group.{one.group}")) for one in picture.groups]
            names = [words(f"tone.strength.{strength}", group=group) for strength, group in groups]
        else:  # Dutch: eight emotions and no groups
            names = [words(f"text.emotion.{emotion}") for emotion in tone.emotions_present if emotion != "neutral"][:3]
        return " · ".join([words(f"text.sentiment.{picture.sentiment}"), *([", ".join(names)] if names else [])])
