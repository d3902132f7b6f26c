"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "14e5015587e0871e5ce8d2981493630b535e1276b776dc81f9ffba4a692602f3",
    "bank/working-together.bank.json": "e2933094167cd24509c2f9cfc079eb7091a11f8643fa691dc499da27d25e4a01",
}
