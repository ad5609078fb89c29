# make serve   look at the bundled notes, and rebuild them as they are edited
# make site    build them into public/
# make wheel   what pip can install elsewhere, in dist/
# make test    linters, types and every test
#
# Everything that is needed comes into .venv/ and node_modules/ here; Chromium, for the browser tests, comes from the
# system, from Debian's packages, or from Playwright.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
BUNDLES := static/js/graph.js static/js/hortus.js static/js/search.js static/js/more.js static/js/_live.js static/js/mermaid.js static/css/hortus.css

.PHONY: serve site wheel test check format gallery shots clean

serve: .venv/run $(BUNDLES)
	$(BIN)/hortus serve . --port $(PORT)

site: .venv/run $(BUNDLES)
	$(BIN)/hortus build .

wheel: .venv/run $(BUNDLES)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

test: check .venv/chromium
	$(BIN)/pytest -n 2 --dist loadgroup

check: .venv/dev $(BUNDLES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	npm run --silent check

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gallery: .venv/dev .venv/chromium $(BUNDLES)
	PYTHONPATH=tests $(BIN)/python tests/browser/gallery.py

shots: .venv/dev .venv/chromium $(BUNDLES)
	PYTHONPATH=tests $(BIN)/python tests/browser/shots.py

clean:
	rm -rf .venv node_modules static/js static/css public .hortus dist

# The command without what only its developers need.
.venv/run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hortus needs Python 3.11 or later; name one with make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.venv/chromium: .venv/dev tests/chromium.py
	$(BIN)/python tests/chromium.py --install
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "The browser parts need node 18 or later with npm."; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BUNDLES) &: node_modules/.installed $(wildcard static/_js/*.js static/_css/*.css) templates/words/en.json .github/scripts/bundle.mjs
	npm run --silent bundle
	@touch $(BUNDLES)
