# Two commands matter: `make demo` and `make test`. Each makes its own virtual environment. `make help` lists them all.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: help demo demo-once test bench moved soak axe kills fuzz lint coverage hooks lock sbom picture screens reasons clean
.DEFAULT_GOAL := help

help:                           ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements-demo.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-demo.lock -r requirements-build.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.ready            ## a simulated county, looked at, stored and judged; stays up to play with
	$(BIN)/monitor demo

demo-once: $(VENV)/.ready       ## the same, one full cycle and out
	$(BIN)/monitor demo --once

# Bytecode is kept, whatever the environment says: the commands that tests start would each compile the program anew.
test: $(VENV)/.ready-dev        ## all tests; under five minutes
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.ready-dev       ## the whole table of figures in one run, with Scrapy beside it (SCRAPY=/path/to/its/python); half an hour
	$(BIN)/python bench/table.py $(if $(SCRAPY),--scrapy-python $(SCRAPY))

moved: $(VENV)/.ready-dev       ## all tests by a moved clock, elsewhere, in random order (needs faketime)
	.ci/moved

soak: $(VENV)/.ready-dev        ## a simulated month of the daemon, and a district through to its notice; some minutes
	$(BIN)/python -m pytest -q -m soak

axe: $(VENV)/.ready-dev         ## axe-core on every page in a real browser, at 1440 and 390 px (needs chromium)
	$(BIN)/python -m pytest -q -m soak tests/browser

fuzz: $(VENV)/.ready-dev        ## bent pages, feeds and answers at every reader for five minutes (FUZZ_SECONDS, FUZZ_SEED)
	$(BIN)/python -m pytest -q -s -m fuzz tests/fuzz tests/soak

kills: $(VENV)/.ready-dev       ## kill a sender of mails after every step, hundreds of times; several minutes
	$(BIN)/python -m tests.alerts.kills 1 100

lint: $(VENV)/.ready-dev        ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/.ready-dev    ## how much of the deciding rooms their tests reach, against the floor in pyproject.toml
	$(BIN)/coverage run -m pytest -q tests/rules tests/quarter tests/assess tests/schedule tests/scores tests/regulations tests/domain tests/report
	$(BIN)/coverage report

hooks: $(VENV)/.ready-dev       ## check format, lint, types and imports before each commit (needs pre-commit)
	pre-commit install

LOCKED := --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock:                           ## pin every dependency again (needs uv)
	uv pip compile pyproject.toml $(LOCKED) -o requirements.lock
	uv pip compile pyproject.toml --extra demo $(LOCKED) -c requirements.lock -o requirements-demo.lock
	uv pip compile pyproject.toml --extra workers $(LOCKED) -c requirements.lock -o requirements-workers.lock
	uv pip compile --group build $(LOCKED) -o requirements-build.lock
	uv pip compile pyproject.toml --extra workers --extra demo --group build --group dev $(LOCKED) -c requirements.lock -c requirements-demo.lock -c requirements-workers.lock -c requirements-build.lock -o requirements-dev.lock

sbom:                           ## write what the program is made of, as CycloneDX JSON
	$(PYTHON) docs/sbom.py requirements.lock sbom.json

clean:                          ## remove the virtual environment, caches and var/
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache

picture: $(VENV)/.ready         ## draw the terminal picture of the README
	$(BIN)/python docs/picture.py docs/demo.png 2>/dev/null

screens: $(VENV)/.ready-dev     ## take the README's pictures of the dashboard
	$(BIN)/python docs/screens.py docs >/dev/null

reasons: $(VENV)/.ready         ## write the closed list of reasons down
	$(BIN)/python docs/reasons.py docs/reasons.md
