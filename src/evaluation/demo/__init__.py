"""Synthetic demo data with known truth around five real projects.

The facts about projects are real and public; persons, enterprises, events and planned values are invented. Only the
command line imports this room.
"""

from evaluation.demo.write import generate, write_demo

__all__ = ["generate", "write_demo"]
