"""A child process that ends when the process that started it is gone, however that ended.

The parent holds the other end of the child's standard input and never writes: the end of the input is the
end of the parent. Even SIGKILL, which leaves nobody to stop the children, closes it.
"""

import os
import signal
import threading
import time
from typing import Final

GRACE_S: Final = 15.0
"""Time for the running job to finish before the whole process group is killed; its lease brings it back then."""


def end_with_parent(grace_s: float = GRACE_S) -> None:
    """Watch from a thread; call it once, as the leader of a process group of its own."""
    threading.Thread(target=_watch, args=(grace_s,), name="parent", daemon=True).start()


def _watch(grace_s: float) -> None:
    while os.read(0, 1):
        """A parent that says something is alive."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace_s)
    os.killpg(0, signal.SIGKILL)
