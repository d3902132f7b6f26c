# Everything here is one call of packaging/bootstrap.py, which also runs where there is no make.
PYTHON ?= python3
BOOTSTRAP := "$(PYTHON)" packaging/bootstrap.py

.PHONY: help run test screens bench calibrate lock clean

help:
	@echo "make run        open the application; without a display, perform the whole journey and say where its results are"
	@echo "make test       check everything: lint, format, types, directions of imports, tests"
	@echo "make screens    draw every page in both languages as pictures into build/screens"
	@echo "make bench      measure speed and memory, each beside its reference"
	@echo "make calibrate  build the item bank, the text model and the assessment pack into resources/ from ../shared/data"
	@echo "make lock       renew requirements/*.txt from pyproject.toml (needs uv)"
	@echo "make clean      remove what was built: .venv, build and caches"
	@echo "Another Python: make run PYTHON=python3.12"

run test: python
	@$(BOOTSTRAP) $@
