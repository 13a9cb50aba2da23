"""Word lists are kept as blocks of text, which read and diff better than lists of quoted words."""


def row(block: str) -> tuple[str, ...]:
    """The words of a block, in order."""
    return tuple(block.split())


def words(block: str) -> frozenset[str]:
    return frozenset(row(block))
