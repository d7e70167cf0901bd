# Everything a newcomer needs: `make demo`, `make test`, `make lab`, `make bench`. Only Python >= 3.11, git and make
# are assumed; each target installs the rest into .venv (and `make test` a browser, where there is none).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NOTEBOOK ?= 01_quickstart

# The demo and the tests always speak to the engine of this package, whatever account the shell has.
LOCAL := env -u NEMO_TOKEN -u NEMO_API_URL -u NEMO_WEB_URL -u NEMO_CLIENT_ID -u SKILL_SOURCE

.PHONY: help demo test kernels musicgen lint types js unit pictures lab bench quality listen clean

help:
	@echo "make demo   score a real clip on the local engine, through an executed notebook"
	@echo "make test   lint, types and every test (finds or installs a browser)"
	@echo "make lab    open JupyterLab in notebooks/"
	@echo "make bench  print the benchmark tables"
	@echo "make quality   measure the music of every genre against its limits"
	@echo "make listen    make a page with a player, waveform and spectrogram for every genre"
	@echo "make kernels   run the notebook's tests on ipykernel 6.31, 7.1, 7.3 and the newest"
	@echo "make musicgen  test music by a model (installs torch)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "nemo_nb needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

# One stamp per dependency group: a changed project file or panel source installs again.
$(VENV)/%.stamp: $(BIN)/python pyproject.toml hatch_build.py $(wildcard js/*.json js/src/*)
	@echo "Installing nemo_nb and its $* tools into $(VENV)…"
	$(BIN)/python -m pip install --quiet --editable . --group $*
	@touch $@

demo: $(VENV)/demo.stamp
	@rm -rf demo && mkdir demo && cp notebooks/$(NOTEBOOK).ipynb demo/
	@echo "Running notebooks/$(NOTEBOOK).ipynb on the local engine…"
	@$(LOCAL) $(BIN)/python -m jupyter nbconvert --log-level=ERROR --to notebook --execute --inplace demo/$(NOTEBOOK).ipynb
	@$(LOCAL) $(BIN)/python -m jupyter nbconvert --log-level=ERROR --to html demo/$(NOTEBOOK).ipynb
	@echo
	@for video in demo/*.mp4; do echo "Video:     $(CURDIR)/$$video"; done
	@echo "Notebook:  $(CURDIR)/demo/$(NOTEBOOK).ipynb"
	@echo "As a page: $(CURDIR)/demo/$(NOTEBOOK).html"

test: lint types js unit
	@echo "All passed."

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

js: $(VENV)/test.stamp
	$(BIN)/python tools/js.py check
	$(BIN)/python tools/js.py test

# Google ADK's server, against which the client is tested, needs other releases of what we use: a place of its own.
$(VENV)/adk/bin/adk: $(BIN)/python
	@echo "Installing Google ADK's server into $(VENV)/adk…"
	$(PYTHON) -m venv $(VENV)/adk
	$(VENV)/adk/bin/python -m pip install --quiet 'google-adk>=2'
	@touch $@

# The browser tests need Chromium; the first line finds or installs one, and prints where it is.
unit: $(VENV)/test.stamp $(VENV)/adk/bin/adk
	$(BIN)/python tools/find_browser.py
	$(LOCAL) NEMO_REQUIRE_ADK=1 NEMO_REQUIRE_DASK=1 NEMO_ADK_PYTHON=$(CURDIR)/$(VENV)/adk/bin/python \
	  $(BIN)/python -m pytest $(PYTEST)

# `make test` runs on the ipykernel of .venv; this one on all that are supported. PYTEST may name tests.
kernels: $(VENV)/test.stamp
	$(BIN)/python tools/find_browser.py
	$(LOCAL) $(BIN)/python tools/kernels.py $(PYTEST)

# Music by a model (docs/models.md). torch is large, so these tests have a place of their own.
$(VENV)/musicgen/bin/pytest: $(BIN)/python pyproject.toml
	@echo "Installing torch and transformers into $(VENV)/musicgen…"
	$(PYTHON) -m venv $(VENV)/musicgen
	$(VENV)/musicgen/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(VENV)/musicgen/bin/python -m pip install --quiet --editable '.[musicgen]' --group test
	@touch $@

musicgen: $(VENV)/musicgen/bin/pytest
	$(LOCAL) NEMO_REQUIRE_MUSICGEN=1 $(VENV)/musicgen/bin/python -m pytest tests/engine/neural

# The pictures of the docs: the visual styles as drawn, the rest taken in a real JupyterLab.
pictures: $(VENV)/test.stamp
	$(BIN)/python tools/styles_picture.py
	$(LOCAL) NEMO_SCREENSHOTS=docs/images $(BIN)/python -m pytest tests/browser

lab: $(VENV)/lab.stamp
	$(BIN)/jupyter lab --notebook-dir notebooks

bench: $(VENV)/bench.stamp
	@for table in decode transfers compose job picture song batch; do \
	  echo; echo "== $$table"; $(LOCAL) $(BIN)/python benchmarks/$$table.py || exit 1; done

# Half an hour on two cores; ends with an error if a limit is missed.
quality: $(VENV)/bench.stamp
	$(BIN)/python benchmarks/music_quality.py

listen: $(VENV)/bench.stamp
	$(BIN)/python tools/listening_page.py listening
	@echo "Open $(CURDIR)/listening/index.html"

clean:
	rm -rf $(VENV) demo listening dist nemo_nb/notebook/static js/node_modules js/tests/node_modules
