"""The command `hortus`, also as `python -m hortus`."""

import sys

from hortus.again import say_again


def main() -> None:
    """The console script. The command itself is loaded only when there is something to do."""
    status = say_again(sys.argv[1:])
    if status is None:
        from hortus.cli import main as run  # noqa: PLC0415

        run()
    sys.exit(status)


if __name__ == "__main__":
    main()
