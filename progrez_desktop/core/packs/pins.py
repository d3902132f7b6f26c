"""SHA-256 of everything that ships, by its name below resources/. Written by `python -m calibration.pack`."""

PINS = {
    "assessments/working-together/manifest.json": "f745fb17a15190570594923ceefeeb192c10437430dbfcfd275b4df786f79fb6",
    "bank/working-together.bank.json": "1ced2bbabe016fcc00d15d1f2d6e3e29d2c2ce8970f8fa31b9e19fef30c846f4",
    "model/answers.card.md": "ea73ebb07d2df875bd4d3b4951fe5b6472a6a4cdc740619bfb74df5f40f74f16",
    "model/answers.figures.json": "bd32ee1f8b9ed8e961b9c34dc6a8d64d75a428f50dec0f3549c128329de46473",
    "model/answers.json": "7702b977792d36b7714c45ae9dc30816013ba2d1bb09c0d2a7026a7f27657364",
    "model/answers.onnx": "d95492846b8a629da77919dea9d09d9495718c3d602f59b8858fe1abcbd62abe",
    "model/answers.tokenizer.json": "f7578f739073377a649436df7665ef4a44bd97c46a399a3b7a034525a968be49",
    "model/answers.vocabulary.json": "e125bc959633b7b9a8373a081058e722eef08ad024cc0e5e45dd33d2a11bb728",
    "model/dutch.card.md": "003321d7ffc96731b87a8080f4fead3c5edb5a8c1caaa971d80e411fca96e4b7",
    "model/dutch.figures.json": "282d1eebd7ba43f2e6ae81f6e2e09def69560fadeb0d1b8b4b5219e4ff649882",
    "model/dutch.json": "ac1ac70ea190f69998bb09b651cdadce9d9847fe6e936e4ab320cd8c1446b33b",
    "model/dutch.table": "f5470980e91e5504dc02a29482df6edb544fe0a70ad641772dd22749a9acbc6a",
    "model/letters.card.md": "6ca4e5624a33598c5186d1d34417e9870fcce42eed87a12d60bffd1648d590bd",
    "model/letters.json": "3356cbf2fbf425a4699221d0ce2ceba2e35f82c24729e91784033c8ef570eed8",
}
