# Everything a person or machine does with this project. Two commands matter first: `make run` and `make test`.

SHELL := /bin/bash
# One configuration and one scratch path for run and test, so that nothing is built twice.
SWIFT_FLAGS := -debug-info-format none
PORT ?= 8080
DATABASE ?= data/demo.db
VENV := .venv
# Databases of national size, of one and ten million entries, loaded when they are missing.
NATIONS ?= data/nations
LIBRARIES := libsqlite3-dev libsodium-dev libqrencode-dev libpq-dev libxlsxwriter-dev libzip-dev libisal-dev libexpat1-dev pkg-config
# What tests of the running server need besides; the tests start a PostgreSQL server of their own.
SERVERS := postgresql haproxy openssl ca-certificates chromium fonts-khmeros fonts-noto-core python3-venv jq curl

# Tests that go down to the database run on both engines.
BOTH_ENGINES := StorageTests|StoragePostgresTests|StoresTests|OperationsTests|HTTPTests|APITests|DemonstrationTests

.PHONY: help setup setup-test setup-bench build run test check format bench screenshots docs clean

help: ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: ## installs the libraries the program needs, where they are missing
	@scripts/install-missing $(LIBRARIES)
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/"; exit 1; }

setup-test: setup ## and what tests of the running server need: Debian's chromium, Khmer fonts, playwright, schemathesis, jq
	@scripts/install-missing $(SERVERS)
	@test -x $(VENV)/bin/schemathesis || { python3 -m venv $(VENV) && $(VENV)/bin/pip install --quiet playwright==1.65.2 pytest schemathesis==4.32.5; }

setup-bench: setup-test ## and the load generator and the yardsticks of benchmarks
	@scripts/install-missing wrk gcc libc6-dev
	@$(VENV)/bin/python -c 'import duckdb, openpyxl, python_calamine, xlsxwriter' 2>/dev/null || $(VENV)/bin/pip install --quiet duckdb==2.0.0 openpyxl==3.1.5 python-calamine==0.9.1 xlsxwriter==3.3.1

build: setup ## builds the server
	swift build $(SWIFT_FLAGS) --product baitong

run: build ## starts the demonstration country and prints its address
	@mkdir -p $(dir $(DATABASE))
	exec .build/debug/baitong serve --demo --database $(DATABASE) --port $(PORT)

test: setup-test ## builds and runs every test
	swift build --build-tests $(SWIFT_FLAGS)
	scripts/in-scratch swift test --skip-build $(SWIFT_FLAGS)
	scripts/in-scratch scripts/with-postgres swift test --skip-build $(SWIFT_FLAGS) --filter '$(BOTH_ENGINES)'
	scripts/in-scratch $(VENV)/bin/pytest -q Tests/Browser
	scripts/in-scratch $(VENV)/bin/pytest -q Tests/API
	scripts/in-scratch $(VENV)/bin/pytest -q Tests/Failover

check: setup ## format, imports between rooms, warnings, tidy tests
	swift format lint --strict --recursive --parallel Sources Tests Package.swift
	scripts/build-without-warnings
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build $(SWIFT_FLAGS) --filter TidyTests

format: ## rewrites the sources in the house's format
	swift format --in-place --recursive --parallel Sources Tests Package.swift

bench: setup-bench ## measures ours beside the yardsticks; writes docs/benchmarks.md; GROWTH=1,10,50 adds growth up to 50 million entries
	swift build -c release --scratch-path .build-bench --product baitong
	scripts/benchmark .build-bench/release/baitong --write docs/benchmarks.md
	scripts/benchmark .build-bench/release/baitong --engine postgres --write docs/benchmarks.md
	@mkdir -p $(NATIONS)
	@for size in 1:8900 10:89000; do file=$(NATIONS)/national$${size%%:*}.db; \
	  test -f $$file || .build-bench/release/baitong seed --scale national --years 2 --enterprises $${size##*:} --database $$file || exit 1; done
	$(VENV)/bin/python scripts/benchmark-dashboard .build-bench/release/baitong $(NATIONS)/national1.db $(NATIONS)/national10.db --write docs/benchmarks.md
	$(VENV)/bin/python scripts/benchmark-picture .build-bench/release/baitong $(NATIONS)/national1.db $(NATIONS)/national10.db --write docs/benchmarks.md
	$(VENV)/bin/python scripts/benchmark-workbook .build-bench/release/baitong --million --write docs/benchmarks.md
	$(VENV)/bin/python scripts/benchmark-files .build-bench/release/baitong --write docs/benchmarks.md
	$(VENV)/bin/python scripts/benchmark-returns .build-bench/release/baitong --write docs/benchmarks.md
	scripts/growth .build-bench/release/baitong $(if $(GROWTH),--sizes $(GROWTH) --write docs/benchmarks.md,--sizes 1)
	scripts/with-postgres scripts/growth .build-bench/release/baitong --postgres --sizes 1,10 --no-verify

screenshots: build setup-test ## makes the pictures under docs/images, from the journeys of the browser tests
	BAITONG_SCREENSHOTS=1 $(VENV)/bin/pytest -q Tests/Browser/test_journeys.py

docs: ## rewrites the documents that are generated from code
	swift build --build-tests $(SWIFT_FLAGS)
	BAITONG_WRITE_DOCS=1 swift test --skip-build $(SWIFT_FLAGS) --filter Document

clean: ## removes what was built, and the demonstration's data
	rm -rf .build .build-bench data $(VENV)
