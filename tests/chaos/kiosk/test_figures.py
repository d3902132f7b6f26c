"""What benchmarks/README.md says of the chaos at the kiosk is what the long form kept."""

from tests.chaos.kiosk.long import PARTS, README, kept, table


def test_the_table_of_the_readme_is_what_was_kept() -> None:
    assert table(kept()) in README.read_text("utf-8")


def test_every_part_was_run_and_nothing_went_wrong() -> None:
    assert {name: one["wrong"] for name, one in kept().items()} == {name: [] for name in PARTS}
