"""The command `hortus`, also as `python -m hortus`."""

import os
import sys

_INTERRUPTED = 130  # as shells have it


def main() -> None:
    """The console script. The command itself is loaded only when there is something to do, and that may be cut off, too."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started the program
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  (for as long as it runs)
    try:
        from hortus.again import say_again  # noqa: PLC0415

        status = say_again(sys.argv[1:])
        if status is None:
            from hortus.cli import main as run  # noqa: PLC0415

            run()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
