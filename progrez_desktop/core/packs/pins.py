"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "9481001cdaec9fc38ff60b703f1d9eca963549d32fdc9bbae45136951206f05d",
    "bank/working-together.bank.json": "970ee24cf4fc7e9bdc0bc7ca285acdd91d906e85de614f65a16849bf7daee185",
}
