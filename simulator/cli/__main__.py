"""`python -m simulator.cli` is `detention-impact`."""

from simulator.cli import main

main()
