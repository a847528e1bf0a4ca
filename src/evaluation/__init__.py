"""Outcome evaluation of neighbourhood employment programmes."""
