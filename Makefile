# Die Wege in das Haus. `make` allein zeigt sie; was sie tun, tun bot/setup, ./lotse und tests/__main__.py.

.DEFAULT_GOAL := help
.PHONY: help setup start test lint format bench screenshots clean
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python

# Die Einrichtung läuft unter jedem Python ab 3.8 und sucht von dort aus die richtigen.
define SETUP
for python in python3 python3.13 python3.12 python3.11 python; do \
  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then found=$$python; break; fi; \
done; \
if [ -z "$$found" ]; then \
  echo 'Fehler: Auf diesem Rechner fehlt Python. Bitte Python 3.11 oder neuer einrichten,' >&2; \
  echo 'unter Debian und Ubuntu so: sudo apt install python3 python3-venv' >&2; exit 1; \
fi; \
"$$found" -m bot.setup
endef

help:
	@echo 'Stadtlotse: der Lotse durch die Stadtverwaltung'
	@echo
	@echo '  make start         richtet alles ein, prüft die Inhalte, trainiert das Modell, wenn es nötig ist,'
	@echo '                     und startet Engine und App; Strg-C beendet beide'
	@echo '  make test          prüft alles, was dieser Rechner prüfen kann, und sagt, was nicht und warum'
	@echo '  make setup         richtet nur ein (und versucht noch einmal, de_core_news_md zu laden)'
	@echo '  make lint          nur die schnellen Prüfungen: ruff, mypy, import-linter, tsc'
	@echo '  make format        bringt Python-Dateien in die Form, die make lint verlangt'
	@echo '  make bench         misst die Zahlen, die README und docs nennen (bench/results/*.json)'
	@echo '  make screenshots   erneuert die Bilder in docs/bilder; der Dienst muss laufen'
	@echo '  make clean         entfernt alles Eingerichtete; Daten (data/) bleiben'
	@echo
	@echo 'Beispiele:'
	@echo '  make start                         http://127.0.0.1:8080'
	@echo '  LOTSE_PORT=9000 make start         auf einem anderen Port'
	@echo '  LOTSE_DATA_DIR=/srv/lotse make start   Datenbank, Modell und Protokolle liegen anderswo'
	@echo '  ./lotse ask "Was kostet ein neuer Perso?"'
	@echo
	@echo 'Alle Einstellungen: docs/EINSTELLUNGEN.md. Alle Befehle: ./lotse --help'

setup:
	@$(SETUP) --model --node

start:
	@$(SETUP) && exec ./lotse start --train

test:
	@$(SETUP) --node && exec $(PYTHON) -m tests

lint:
	@$(SETUP) --node && exec $(PYTHON) -m tests --lint

format:
	@$(SETUP) && $(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

bench:
	@$(SETUP) && exec $(PYTHON) -m bench

screenshots:
	@$(SETUP) && exec $(PYTHON) -m docs.bilder.make_screenshots

clean:
	rm -rf .venv bot/engine/.venv .tools .rasa test-results \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
