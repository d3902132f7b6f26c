"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "3b5da308f8ab7a8c1e2e2c51e334acbf48255377095842f8d1bcb242950abe02"
