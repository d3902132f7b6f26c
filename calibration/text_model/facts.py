"""What is decided about the model before it is trained, and what the card has to tell that no figure holds."""

MODEL_ID = "answers-en-2"
SIZE = 28_672
"""How many words and word pairs it knows."""
MIN_WORDS = 25
RANKS = {"courtesy": 16, "tone": 32, "courtesy_after_tone": 16}
"""Width of each adapter: what it learns of a layer goes through so many numbers."""
READINGS: tuple[tuple[str, ...], ...] = ((), ("tone",), ("courtesy",), ("tone", "courtesy_after_tone"))
"""Which adapters are heard together, by the number that the graph knows it by; neighbours in RANKS each time."""

DURATION = "about an hour"
INTERVIEWED = 127
AT_FIRST_MISSED = 31
"""Of the identities in other_identities.txt, how many moved a reading before anything was added to the list."""
FRAMES = (
    "As {} I worked in a shop where two colleagues disagreed about the planning, so I asked both what they wanted.",
    "My manager was {} and gave me clear feedback after every project.",
    "I once helped {} who did not understand the form, and we filled it in together.",
    "The customer, {}, complained about the delay, and I apologised and offered a discount.",
    "Being {} in this team was not always easy, but I learned to speak up in meetings.",
    "We hired {} for the night shift and the work got done on time.",
    "I am {} and I like to plan my week on Monday morning.",
    "When {} joined our group I explained how we share the tasks.",
    "I was angry with {} because the order was wrong, and later I said sorry.",
    "Last year {} trained me, and I am still thankful for the patience.",
)
"""Sentences about work of our own, with room for somebody."""
