.DEFAULT_GOAL := help
.PHONY: help up down env test bench

help: ## says what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## a Kubernetes with operator and gateway, and an example service; NODES=simulated needs no root
	@scripts/up

env: ## shell exports for AWS clients and kubectl: eval "$$(make -s env)"
	@scripts/env

down: ## ends all that `make up` began, leaving nothing behind
	@scripts/down

test: ## every test, unit and integration, on a real API server with real containers
	@scripts/test

bench: ## benchmarks, side by side with plain Kubernetes, as ratios
	@scripts/bench
