"""SHA-256 of the sources that compute results, which name it. Written by `python -m calibration.pack`."""

ENGINE_SHA256 = "25161e616dbbe57712ffc93c4f2b1fc9b838d4bf5303f1c2e66e68b45deb6f76"
