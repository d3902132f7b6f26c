"""The peak memory of a whole sitting, from welcome to the saved CV, beside a bare PySide6 window.

    python -m benchmarks.memory

The sitting is the demonstration's, in the real window, with the key derivation of a real account (128 MiB of it), the
reading of three texts, and the CV.
"""

from benchmarks import children

BUDGET_MB = 350


def main() -> int:
    bare = children.run("benchmarks.bare_window")
    sitting = children.run("benchmarks.whole_sitting")
    kept = sitting["peak_mb"] < BUDGET_MB and sitting["texts_read"]
    print(f"{'peak resident memory':34}{'MB':>8}")
    print(f"{'bare PySide6 window':34}{bare['peak_mb']:8.0f}")
    print(f"{'whole sitting':34}{sitting['peak_mb']:8.0f}")
    if not sitting["texts_read"]:
        print("The texts were not read: there is no model here, so the figure leaves it out.")
    print(f"budget: under {BUDGET_MB} MB, texts read: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
