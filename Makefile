# Every target is one call of packaging/bootstrap.py, which also runs where there is no make.
PYTHON ?= python3
BOOTSTRAP = "$(PYTHON)" packaging/bootstrap.py

.PHONY: help run test package server chaos chaos-kiosk kiosk-day fuzz screens screenshot bench calibrate model lock clean python

help:
	@echo "make run        open the application; without a display, perform the whole journey and say where its results are"
	@echo "make test       check everything: lint, format, types, directions of imports, tests"
	@echo "make package    build the installers into build/package, then run what was built without a network and with parts missing"
	@echo "make server     start a trial server of an organisation, in build/server; the first time it says what comes next"
	@echo "make chaos      servers and clients that are killed, a line that fails: PROFILES=10000 MINUTES=10; then chaos-kiosk"
	@echo "make chaos-kiosk  a kiosk that is killed 3,000 times, loses power, disk, safes, monitors and the time, and is searched: KIOSK='kills --count 300'"
	@echo "make kiosk-day  a whole day at two kiosks under a window manager and a screen reader's eyes; pictures in build/kiosk-day"
	@echo "make fuzz       broken requests to a server, and what schemathesis makes of its OpenAPI: REQUESTS=10000 EXAMPLES=30"
	@echo "make screens    draw every page in both languages as pictures into build/screens, and look at each in one that is longer"
	@echo "make screenshot renew the picture in the README from the demonstration"
	@echo "make bench      measure speed and memory, each beside its reference"
	@echo "make calibrate  build item bank, small tables and pack into resources/ from the data in ../shared"
	@echo "make model      train the model that reads open answers, from the data in ../shared; takes about an hour"
	@echo "make lock       renew requirements/*.txt from pyproject.toml; needs uv"
	@echo "make clean      remove what was built: .venv, build and caches"
	@echo "Another Python: make run PYTHON=python3.12"

run test: python
	@$(BOOTSTRAP) $@

# PUBLISHER: public key of whoever signs updates (docs/updates.md).
package: python
	@$(BOOTSTRAP) package $(if $(PUBLISHER),--publisher "$(PUBLISHER)")

server: python
	@$(BOOTSTRAP) module --level server progrez_server.trial build/server

PROFILES ?= 10000
MINUTES ?= 10

KIOSK ?=

chaos: python
	@broken=0; $(BOOTSTRAP) module tests.chaos.long --profiles $(PROFILES) --minutes $(MINUTES) || broken=1; \
		$(BOOTSTRAP) module tests.chaos.kiosk.long $(KIOSK) || broken=1; exit $$broken

# Bounded in count and in time by itself: at most 3 hours 20 minutes, about 1 hour on two free processors.
chaos-kiosk: python
	@$(BOOTSTRAP) module tests.chaos.kiosk.long $(KIOSK)

kiosk-day: python
	@$(BOOTSTRAP) module tests.ui.kiosk_day build/kiosk-day

REQUESTS ?= 10000
EXAMPLES ?= 30

fuzz: python
	@PROGREZ_FUZZ=$(REQUESTS) PROGREZ_EXAMPLES=$(EXAMPLES) $(BOOTSTRAP) module pytest --timeout=3600 tests/server/gate/test_fuzz.py tests/server/gate/test_openapi.py

screens: python
	@$(BOOTSTRAP) module tests.ui.screens
	@QT_QPA_PLATFORM=offscreen PROGREZ_STATES=all $(BOOTSTRAP) module pytest tests/ui/test_pseudo_language.py

screenshot: python
	@QT_QPA_PLATFORM=offscreen $(BOOTSTRAP) module --level run progrez_desktop --language en demo --out build/demo
	@cp build/demo/profile.png docs/screenshot-profile.png

# A page of benchmarks/ that shows how to run it is a measurement; the others help it.
bench: python
	@broken=0; for page in $(basename $(notdir $(shell grep -l '^ *python -m benchmarks' benchmarks/*.py))); do \
		$(BOOTSTRAP) module benchmarks.$$page || broken=1; \
	done; exit $$broken

calibrate: python
	@$(BOOTSTRAP) module --level calibration calibration.item_bank --data ../shared/data --out resources/bank/working-together.bank.json
	@$(BOOTSTRAP) module --level calibration calibration.letters --data ../shared/data
	@$(BOOTSTRAP) module --level calibration calibration.dutch_tone --data ../shared/data
	@$(BOOTSTRAP) module --level calibration calibration.adaptive_study --data ../shared/data
	@$(BOOTSTRAP) module --level calibration calibration.quality_study --data ../shared/data
	@$(BOOTSTRAP) module --level calibration calibration.fairness_study --data ../shared/data
	@$(BOOTSTRAP) module --level calibration calibration.pack

model: python
	@$(BOOTSTRAP) module --level training calibration.text_model --data ../shared/data --anew
	@$(BOOTSTRAP) module --level calibration calibration.evidence

LOCK = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $(UPGRADE)

lock:
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --group build --group test --output-file requirements/test.txt
	$(LOCK) --group build --group package --constraint requirements/test.txt --output-file requirements/package.txt
	uv pip compile --group pyproject.toml:server --constraint requirements/test.txt --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $(UPGRADE) --output-file requirements/server.txt
	$(LOCK) --group build --group test --group calibration --output-file requirements/calibration.txt

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/oidc_provider/node_modules

python:
	@command -v "$(PYTHON)" >/dev/null || { echo "progrez: There is no $(PYTHON) here. On Debian and Ubuntu: sudo apt-get install python3 python3-venv"; exit 4; }
