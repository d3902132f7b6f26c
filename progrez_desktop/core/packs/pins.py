"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "14e5015587e0871e5ce8d2981493630b535e1276b776dc81f9ffba4a692602f3",
    "bank/working-together.bank.json": "1ced2bbabe016fcc00d15d1f2d6e3e29d2c2ce8970f8fa31b9e19fef30c846f4",
}
