"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "f64026214294798192a23935eda8deedfe7b1d40ec638603834a4ad0a55dc295",
    "bank/working-together.bank.json": "970ee24cf4fc7e9bdc0bc7ca285acdd91d906e85de614f65a16849bf7daee185",
}
