"""The dice that were written down before the calls were made, and random streams that hang on them."""

from pathlib import Path
from random import Random

DICE = Path(__file__).parents[1] / "dice.txt"


def read_dice(path: Path = DICE) -> str:
    """The throws as one string of digits 1 to 6. Raises ValueError for anything else in the file."""
    throws = path.read_text(encoding="ascii").strip()
    if len(throws) < 40 or set(throws) - set("123456"):
        raise ValueError(f"{path} must hold at least 40 throws of a six-sided die as digits 1-6, nothing else")
    return throws


def stream(throws: str, *purpose: object) -> Random:
    """A random stream of its own for each purpose: changing one call leaves all others as they were."""
    return Random(":".join([throws, *map(str, purpose)]))
