"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "f745fb17a15190570594923ceefeeb192c10437430dbfcfd275b4df786f79fb6",
    "bank/working-together.bank.json": "1ced2bbabe016fcc00d15d1f2d6e3e29d2c2ce8970f8fa31b9e19fef30c846f4",
    "model/dutch.card.md": "ce6ae8f5e5716e48b6fd8b5fe3038e82102639c1e219673dba0a3c6e10eb1516",
    "model/dutch.figures.json": "4b38753afb419dee39e2d24a0b250e61770a5c69762ae1771cb0a7f3e82968b1",
    "model/dutch.json": "90479f1072aacde68586aaef95a57e99a970356badd4ed560fdfa76856c179d8",
    "model/dutch.table": "a394a58f5d24a1941663b4c404afabb27f00926e42354cd254965397faa8494a",
    "model/letters.json": "f92e431c6196fb4881361b60794b2a281da68d64ef5e3a70fec2de8ce5b0a51b",
    "model/tone.card.md": "57cc82585b97a3408ead86fac0253157dc1843129b8a8655b171039d69491dd4",
    "model/tone.figures.json": "f4dd9d9451fab73ee7aed64ce61bc79fa208fce38ed3c3f64a82cac6630e8d99",
    "model/tone.json": "961785901a012c18b58efa794a3a65c0bc4f15570fa4e058490577be3a248fe3",
    "model/tone.onnx": "4d9ceccd68a3ae74b9947496d4c8e90116ee39f718626eeef5caf7b6fd66c4e6",
    "model/tone.vocabulary.json": "95f63381387d2bc73248326217bda76717080191d88dbf5f92d76f32e1d87f86",
}
