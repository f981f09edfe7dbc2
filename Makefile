# make report: environment, build of RAW, notebooks, reports/index.html
# make test:   environment and the whole test suite, what CI runs
# make test-lowest: the same on the oldest versions that pyproject allows
# make test-s3: raw files in a store, on a server of this machine; installs forty packages beside the environment
# make audit:  whether a locked package has a known flaw; asks the network
# make fuzz:   RUNS made-up inputs for each check of tests/fuzz, guided by coverage
PYTHON ?= python3
RAW ?= data/raw
TOPICS ?=
EDITION ?= ar
OUT ?= data/processed
REPORT ?= reports
RUNS ?= 20000
ENV := .venv
BIN := $(ENV)/bin
RUN := $(BIN)/python -m analysis

.PHONY: bench report test test-lowest test-s3 browser fuzz audit env lint docs lock clean

report: env
	$(RUN) build $(RAW) --out $(OUT) $(if $(TOPICS),--topics $(TOPICS))
	$(RUN) report $(OUT) --out $(REPORT) --lang $(EDITION)

test: env $(ENV)/mpl310/.ready $(ENV)/axe/.ready browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Left out: what compares bytes or pages with those of the locked versions, and timings.
test-lowest: env $(ENV)/axe/.ready browser
	$(BIN)/uv pip compile --resolution lowest-direct --python-version 3.11 --extra dev --extra network --no-header --no-annotate -q pyproject.toml -o $(ENV)/lowest.txt
	$(PYTHON) -m venv $(ENV)/lowest
	$(BIN)/uv pip install -q --python $(ENV)/lowest/bin/python --no-python-downloads --system-certs -r $(ENV)/lowest.txt
	$(ENV)/lowest/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(ENV)/lowest/bin/python -m pytest tests -n 2 --dist loadgroup --ignore tests/test_setup.py --ignore tests/test_docs.py --ignore tests/fuzz/test_linear.py

audit: env
	$(PYTHON) -m venv $(ENV)/audit
	$(ENV)/audit/bin/python -m pip install -q --disable-pip-version-check pip-audit
	$(ENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock -r tests/s3.lock

test-s3: $(ENV)/s3/.ready
	PYTHONPATH=$(ENV)/s3 $(BIN)/python -m pytest tests/engine/test_s3.py -n 0

fuzz: $(ENV)/fuzz/.ready
	for check in fold date page html tags decode; do \
	  PYTHONPATH=$(ENV)/fuzz $(BIN)/python tests/fuzz/fuzz_target.py $$check -runs=$(RUNS) || exit 1; done

env: $(ENV)/.ready

# Rivals stand in an environment of their own; half an hour on two cores (BENCH='--rounds 1' is shorter).
bench: env
	$(PYTHON) -m venv $(ENV)/bench
	$(BIN)/uv pip install -q --compile-bytecode --python $(ENV)/bench/bin/python --system-certs -r benchmarks/requirements.txt -e .
	$(ENV)/bench/bin/python benchmarks/bench.py $(BENCH)
	$(ENV)/bench/bin/python benchmarks/draw.py

lint: env
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

docs: env
	$(BIN)/python docs/generate.py

# uv comes first (pinned, by hash) because it installs the rest eight times faster than pip; pip is the fallback.
# Bytecode is written here, as pip does: where Python may write none later (containers set PYTHONDONTWRITEBYTECODE),
# every process would compile polars and numpy again, half a second each time.
$(ENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("wusum needs python >= 3.11; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(ENV)
	@sed -n '/^uv==/,/^[a-z]*[^ ]*==/{/^uv==/p;/^ /p;}' requirements.lock > $(ENV)/uv.lock
	-$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r $(ENV)/uv.lock
	$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --no-python-downloads --system-certs --require-hashes -r requirements.lock \
	  || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q analysis
	@touch $@

# The report's pages are opened and judged in Chromium. Where it is missing and may not be installed, those tests
# are skipped, except in CI, where they fail.
browser:
	@for name in chromium chromium-browser google-chrome chrome; do command -v $$name > /dev/null && exit 0; done; \
	  [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium > /dev/null \
	  || echo "no Chromium here: tests that open the report in a browser are skipped"

# axe-core, the accessibility engine, as a package of the registry carries it; the rest of that package is not used.
$(ENV)/axe/.ready: tests/axe.lock $(ENV)/.ready
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --upgrade --target $(ENV)/axe -r tests/axe.lock
	@touch $@

# The label tests draw on the last matplotlib that does not shape Arabic (3.10) as well as on the newest.
$(ENV)/mpl310/.ready: tests/mpl310.lock $(ENV)/.ready
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --upgrade --target $(ENV)/mpl310 -r tests/mpl310.lock
	@touch $@

# atheris has wheels for few machines, so that it is no part of the environment.
$(ENV)/fuzz/.ready: tests/fuzz/fuzz.lock $(ENV)/.ready
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --upgrade --target $(ENV)/fuzz -r tests/fuzz/fuzz.lock
	@touch $@

# s3fs and a server to try it on bring forty packages and an older dateutil, so that they are no part of it either.
$(ENV)/s3/.ready: tests/s3.lock $(ENV)/.ready
	$(BIN)/uv pip install -q --python $(BIN)/python --no-python-downloads --system-certs --require-hashes --target $(ENV)/s3 -r tests/s3.lock
	@touch $@

lock: env
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dask --extra network --extra dev --upgrade -q pyproject.toml -o requirements.lock
	echo 'matplotlib==3.10.*' | $(BIN)/uv pip compile --no-deps --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade -q - -o tests/mpl310.lock
	echo axe-playwright-python | $(BIN)/uv pip compile --no-deps --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade -q - -o tests/axe.lock
	printf '%s\n' s3fs moto flask flask-cors | $(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade -q - -o tests/s3.lock
	printf '%s\n' "atheris==3.0.*; python_version < '3.12'" "atheris>=3.1; python_version >= '3.12'" | $(BIN)/uv pip compile --no-deps --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade -q - -o tests/fuzz/fuzz.lock

clean:
	rm -rf reports data/processed/*.parquet data/processed/manifest.json data/processed/.parts
