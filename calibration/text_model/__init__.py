"""Trains the text model out of labelled texts, exports it to ONNX, measures it and writes its card. Never shipped."""
