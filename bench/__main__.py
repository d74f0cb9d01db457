"""`python -m bench`: what bin/bench starts once everything is installed."""

from bench._driver import main

main()
