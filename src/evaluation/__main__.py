"""`python -m evaluation` is the command `evaluation`."""

from evaluation.cli import main

main()
