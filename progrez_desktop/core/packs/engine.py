"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "9237820d4c946bac9c66ff42662281908c5d552c414e099cc856a517cde6d7aa"
