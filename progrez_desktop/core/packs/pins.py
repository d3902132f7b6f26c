"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "14e5015587e0871e5ce8d2981493630b535e1276b776dc81f9ffba4a692602f3",
    "bank/working-together.bank.json": "970ee24cf4fc7e9bdc0bc7ca285acdd91d906e85de614f65a16849bf7daee185",
}
