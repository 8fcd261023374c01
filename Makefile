# Short names for Unix habits; every one of them is a Python command that works on Windows too (see CONTRIBUTING.md).
.PHONY: help run test format words shots demo clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST)

run: ## set up, then open the window
	./dev run

test: ## set up, then run every check
	./dev test

format: ## put the code into its one format
	./dev python -m ruff format evalapp tests packaging db
	./dev python -m ruff check --fix evalapp tests packaging db

words: ## bring the Vietnamese catalogue up to date
	./dev python -m evalapp.devtools words

shots: ## draw every screen into out/shots
	./dev python -m evalapp.devtools shots --out out/shots

demo: ## the sample month, with its papers, into out/
	./dev python -m evalapp demo --out out

clean: ## remove what was made
	rm -rf out build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
