"""Values of Qt's own enumerations by number, for what stands on the first page.

Asking for the name `Qt` makes the Python classes of all of its enumerations, which costs 11 ms where the first paint
may cost 40 (benchmarks/startup.py). Qt takes the numbers where a property is set by its name; a test holds them to
the names. What is loaded after the first paint uses the names.
"""

PLAIN_TEXT = 0
SCROLL_BAR_NEVER = 1
NO_FOCUS = 0
TAB_FOCUS = 1
