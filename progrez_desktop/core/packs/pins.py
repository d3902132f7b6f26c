"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "14e5015587e0871e5ce8d2981493630b535e1276b776dc81f9ffba4a692602f3",
    "bank/working-together.bank.json": "1ced2bbabe016fcc00d15d1f2d6e3e29d2c2ce8970f8fa31b9e19fef30c846f4",
    "model/letters.json": "f92e431c6196fb4881361b60794b2a281da68d64ef5e3a70fec2de8ce5b0a51b",
    "model/tone.card.md": "57cc82585b97a3408ead86fac0253157dc1843129b8a8655b171039d69491dd4",
    "model/tone.figures.json": "f4dd9d9451fab73ee7aed64ce61bc79fa208fce38ed3c3f64a82cac6630e8d99",
    "model/tone.json": "961785901a012c18b58efa794a3a65c0bc4f15570fa4e058490577be3a248fe3",
    "model/tone.onnx": "4d9ceccd68a3ae74b9947496d4c8e90116ee39f718626eeef5caf7b6fd66c4e6",
    "model/tone.vocabulary.json": "95f63381387d2bc73248326217bda76717080191d88dbf5f92d76f32e1d87f86",
}
