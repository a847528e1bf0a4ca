"""A process that computes one thing after the other for the process that started it, and ends with it.

Run as `python -m evaluation.disclosure.worker`; `evaluation.disclosure.workers` starts it.
"""

from __future__ import annotations

import os
import pickle


def main() -> None:
    """Read calls from the standard input until it ends, and write what each returns or raises."""
    with os.fdopen(os.dup(0), "rb") as calls, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints must not mix with the answers
        while True:
            try:
                function, argument = pickle.load(calls)  # noqa: S301 - from the parent process alone
            except EOFError:
                return
            answer, fault = None, None
            try:
                answer = function(argument)
            except Exception as raised:  # which the parent raises again
                fault = raised
            pickle.dump((answer, fault), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    main()
