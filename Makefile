.DEFAULT_GOAL := help
.PHONY: help up down env test bench coverage

help: ## says what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## a Kubernetes with operator and gateway, and an example service; NODES=simulated needs no root
	@scripts/up

env: ## shell exports for AWS clients and kubectl: eval "$$(make -s env)"
	@scripts/env

down: ## ends all that `make up` began, leaving nothing behind
	@scripts/down

test: ## every test, unit and integration, on a real API server with real containers
	@scripts/test

coverage: ## docs/api-coverage.md anew, from the code: read the difference before you commit it
	@scripts/maven --quiet --batch-mode -pl api-coverage -am test -Dtest=ApiCoverageTest -Dcoverage=write -Dsurefire.failIfNoSpecifiedTests=false

bench: ## benchmarks, side by side with plain Kubernetes, as ratios
	@scripts/bench
