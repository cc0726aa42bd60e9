# The developers' door. `./run` and `./test` need none of this.
PYTHON := .venv/bin/python
UV := .cache/installer/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links

.PHONY: check test e2e bench pictures lock release-check

check:  ## style, types, import contracts, templates: seconds, no database
	./test check

test:  ## everything
	./test

e2e:  ## the stories in a browser
	./test e2e

bench:  ## measure, and rewrite the tables in docs/benchmarks.md; ONLY=attribution_check measures one
	$(PYTHON) -m bench $(ONLY)

pictures:  ## take the README's pictures anew, from a fresh demonstration
	$(PYTHON) -m tools.pictures

lock:  ## resolve the dependencies anew; versions and hashes, no addresses
	$(COMPILE) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --output-file requirements/noise.txt --constraint requirements/run.txt --extra noise pyproject.toml
	$(COMPILE) --output-file requirements/test.txt --constraint requirements/noise.txt --group dev pyproject.toml
	$(COMPILE) --output-file requirements/rules.txt --constraint requirements/test.txt --group rules
	$(COMPILE) --output-file requirements/baselines.txt --group baselines
	$(COMPILE) --output-file requirements/bootstrap.txt requirements/bootstrap.in

release-check:  ## from a clean copy of the last commit: both doors, as somebody new would use them
	tools/release-check
