"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "562aaf4285e749bede899afbcdd5b4c41b6178a9bdc286c71aa7e12535eec039",
    "bank/working-together.bank.json": "1ced2bbabe016fcc00d15d1f2d6e3e29d2c2ce8970f8fa31b9e19fef30c846f4",
    "model/answers.card.md": "4dd687328025771b71fb8f6d07bf306baa4e999aa22936c6c4462e1d7884a876",
    "model/answers.figures.json": "e05e4e82ea8d637481a7d2b5eb56f6c8425d421d3f7237aaf2ee76e255ba18da",
    "model/answers.json": "ce5ec8db32bbe01900f1e5aa662f1a29cdfb7f085a53b3da2e240677fd062ea1",
    "model/answers.onnx": "d9f73c3482b60331b564960679a9ac7267702e0e6741cccb8beb17e587cbb21a",
    "model/answers.tokenizer.json": "f7578f739073377a649436df7665ef4a44bd97c46a399a3b7a034525a968be49",
    "model/answers.vocabulary.json": "71b1089c20c99a07d87687885dbee8df199b4d25bb2f644da375aa3fcc80017e",
    "model/dutch.card.md": "a1e67f94e47500e955b180917fe854afe89e90f64ed18dacf1656feb3756126d",
    "model/dutch.figures.json": "1bac4382f984298a684b73ae3b17f8465d924026dc3afc9d5efa9474ea5973b9",
    "model/dutch.json": "6b3825e02428c5a5223358ef5a441d34272937588114a33e4055f56383db09a3",
    "model/dutch.table": "4b0a2c0d0d56fb99ce81b9dd2c34f90a90f14f9c7706779eee66b609767a6319",
    "model/evidence.card.md": "0d7d0e4a86e68bf7a316ada7b8eeebc0578b363fcc4351ea24aa0122771ac385",
    "model/evidence.figures.json": "3b717884949b9601bd83396afaee4ae0f9edf202d7cd2a3578c0fcd01ad51521",
    "model/evidence.json": "565ade0c4d6dc6f64532ec643541da0b5c65d86c860154cac1e91d6547bdcb53",
    "model/letters.card.md": "6ca4e5624a33598c5186d1d34417e9870fcce42eed87a12d60bffd1648d590bd",
    "model/letters.json": "3356cbf2fbf425a4699221d0ce2ceba2e35f82c24729e91784033c8ef570eed8",
    "model/private.card.md": "d79f93b3178ea2c3f299ae22a6bcd520b7d482f869182a38919bdfa04060c8b9",
    "model/private.figures.json": "323d28738227e773bd3bbd3f8fe372273a462a61602c7353425045c8631aab38",
    "model/private.json": "7f7350a313f9092f977802f8d47a1cbd33e36e60c9e5a4eec12a48be22375c08",
}
