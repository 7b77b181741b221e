# Everything a person or machine does with this project. Two commands matter first: `make run` and `make test`.

SHELL := /bin/bash
# One configuration and one scratch path for run and test, so that nothing is built twice.
SWIFT_FLAGS := -debug-info-format none
PORT ?= 8080
DATABASE ?= data/demo.db
VENV := .venv
LIBRARIES := libsqlite3-dev libsodium-dev libqrencode-dev libpq-dev pkg-config
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

setup-bench: setup-test ## and the load generator of benchmarks
	@scripts/install-missing wrk

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

bench: setup-bench ## measures ours beside the yardsticks; writes docs/benchmarks.md
	swift build -c release --scratch-path .build-bench --product baitong
	scripts/benchmark .build-bench/release/baitong --write docs/benchmarks.md

screenshots: build setup-test ## makes the pictures under docs/images, from the journeys of the browser tests
	BAITONG_SCREENSHOTS=1 $(VENV)/bin/pytest -q Tests/Browser/test_journeys.py

docs: ## rewrites the documents that are generated from code
	swift build --build-tests $(SWIFT_FLAGS)
	BAITONG_WRITE_DOCS=1 swift test --skip-build $(SWIFT_FLAGS) --filter Document

clean: ## removes what was built, and the demonstration's data
	rm -rf .build .build-bench data $(VENV)
