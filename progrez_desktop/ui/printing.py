"""Prints a finished PDF on the printer that this computer has chosen, without a dialog in which one could choose."""

from typing import TYPE_CHECKING

from progrez_desktop.core.documents.preview import page_pictures
from progrez_desktop.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DPI = 300
_A4_INCHES = 8.27


def default_printer() -> "QPrinter":
    """Return the printer of this computer.

    Raises:
        EnvironmentFault: "no_printer".
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    found = QPrinterInfo.defaultPrinter()
    if found.isNull():
        raise EnvironmentFault("no_printer")
    return QPrinter(found, QPrinter.PrinterMode.HighResolution)


def print_pdf(pdf: bytes, printer: "QPrinter | None" = None) -> None:
    """Print every page of a PDF on A4. May run beside the window's thread.

    Raises:
        EnvironmentFault: "no_printer", "printing_failed".
    """
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

    where = printer or default_printer()
    where.setResolution(_DPI)
    where.setFullPage(True)
    where.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    # What stands in the list of the printer, for whoever sees it: never a name.
    where.setDocName("Progrez")
    painter = QPainter()
    if not painter.begin(where):
        raise EnvironmentFault("printing_failed")
    whole = True
    for number, page in enumerate(page_pictures(pdf, round(_A4_INCHES * _DPI))):
        whole = whole and (number == 0 or where.newPage())
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_BGR888)
        painter.drawImage(painter.viewport(), image)
    if not painter.end() or not whole:
        raise EnvironmentFault("printing_failed")
