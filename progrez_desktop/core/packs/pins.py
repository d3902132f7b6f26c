"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "ae3f351b68642a658e868676ffe565f68f44d7825428a9821c99dc53221dfc19",
    "bank/working-together.adaptive.json": "739f1ed709094c9773d627b0047fa8dd067965e38e07dd07e943db3855ab9ec3",
    "bank/working-together.bank.json": "dbf9a27fd56e8b7e7ee1a072490ce96112af3e3538fa66e42c5eb3c3e1aeca80",
    "bank/working-together.fairness.json": "a9b69b8815c1112b676021aa6d5ec206240108194bf6c6feccab3c72c8e2a981",
    "bank/working-together.quality.json": "d4705430bb01e6fd7aa672491cc05a949833be7cf2408a3bd93ce1a13767948c",
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
    "model/letters.card.md": "6ca4e5624a33598c5186d1d34417e9870fcce42eed87a12d60bffd1648d590bd",
    "model/letters.json": "3356cbf2fbf425a4699221d0ce2ceba2e35f82c24729e91784033c8ef570eed8",
}
