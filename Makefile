# `make run` opens the program and `make test` runs all checks; both set up the environment first.

# The first Python on the path that is new enough.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && exit; done; echo python3)
VENV := .venv/bin/python
LOCK := .venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate pyproject.toml

# Without it, each process that a test starts would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-fast setup bench bench-compare shots nightly lock clean

run:
	@$(PYTHON) tools/setup.py --quiet
	@$(VENV) -m flashdesign

test: setup
	@$(VENV) tools/check.py

# The checks without a test run, and the tests of the files that differ from the last commit.
test-fast: setup
	@$(VENV) tools/check.py --fast

setup:
	@$(PYTHON) tools/setup.py --dev

# `make bench N=... NEUTRAL=file PART=name` passes the values as --n, --neutral and --part.
bench: setup
	@$(VENV) tools/bench.py $(strip $(if $(N),--n $(N)) $(if $(NEUTRAL),--neutral $(NEUTRAL)) \
		$(if $(PART),--part $(PART)))

# `make bench-compare BASE=v0.1.0 PART=window FENCE=1.1` fails if a figure is above the fence.
bench-compare: setup
	@$(VENV) -m tools.bench_compare $(strip $(if $(BASE),--base $(BASE)) \
		$(if $(FENCE),--fence $(FENCE)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
		$(if $(N),--n $(N)) $(if $(PART),--part $(PART)))

# `make shots VARIANT=pseudo SCENES="home browse"` saves one variant and some scenes.
shots: setup
	@$(VENV) tools/screenshots.py $(strip $(if $(VARIANT),--variant $(VARIANT)) $(SCENES))

nightly: setup
	@$(VENV) -m pytest -q -n 2 -m "" --hypothesis-profile=nightly
	@$(VENV) -m tools.bench_compare --fence 1.1 --part window

# Choose the newest versions that pyproject.toml allows, for all systems and Pythons at once.
lock:
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

clean:
	rm -rf .venv .venv-lock build dist .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find flashdesign tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
