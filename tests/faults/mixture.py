"""A long random mixture of faults on one house: python -m tests.faults.mixture --setup redis --minutes 30 [--seed 7].

Prints its seed and every fault with its second, lets the house settle, and tells what the history checker finds. The
exit code is 1 where it finds anything.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.deliver.mail_server import mail_server
from tests.faults.conftest import SETUPS, Servers
from tests.faults.history import wrongs
from tests.faults.house import House, house
from tests.faults.servers import Broker


class Mixture:
    """Draws faults for a house whose crew is two workers and two clocks."""

    def __init__(self, living: House, servers: Servers, setup: str, rng: random.Random) -> None:
        self.house, self.servers, self.setup, self.rng = living, servers, setup, rng
        self.began = time.monotonic()
        self.crew: dict[str, Callable[[], None]] = {
            "clock": lambda: living.start("clock", "beat"),
            "clock 2": lambda: living.start("clock 2", "beat", twice="yes"),
            "worker": lambda: living.start_worker("worker", concurrency=2, hears_s="0.5"),
            "worker 2": lambda: living.start_worker("worker 2", concurrency=2, hears_s="0.2"),
        }

    def play(self, seconds: float) -> None:
        for start in self.crew.values():
            start()
        while time.monotonic() - self.began < seconds:
            fault = self.rng.choice(
                [self.calls_come, self.kill, self.freeze, self.lose_messages, self.database, self.mail]
            )
            print(f"{time.monotonic() - self.began:7.1f} s  {fault.__name__}", flush=True)
            fault()
            time.sleep(self.rng.uniform(0.5, 6.0))
        for name in self.crew:
            self.house.signal(name, signal.SIGCONT)
        self.house.settle(within_s=600.0)
        self.house.send_digests()
        self.house.settle(within_s=600.0)

    def calls_come(self) -> None:
        self.house.take_in(self.rng.randint(1, 5))

    def kill(self) -> None:
        name = self.rng.choice(sorted(self.crew))
        self.house.kill(name)
        self.crew[name]()

    def freeze(self) -> None:
        name = self.rng.choice(["worker", "worker 2"])
        self.house.signal(name, signal.SIGSTOP)
        time.sleep(self.rng.uniform(1.0, 8.0))
        self.house.signal(name, signal.SIGCONT)

    def lose_messages(self) -> None:
        broker: Broker | None = None
        match self.setup:
            case "rabbitmq":
                broker = self.servers.rabbitmq()
            case "redis":
                broker = self.servers.redis()
        if broker is not None:
            broker.lose_everything()
        for message in self.house.settings.broker_folder.glob("messages/*"):
            message.unlink(missing_ok=True)

    def database(self) -> None:
        if self.setup == "files":
            return
        if self.rng.random() < 0.5:
            self.servers.postgres().restart()
        else:
            self.servers.postgres().terminate_backends()
        self.house.installation.engine.dispose()

    def mail(self) -> None:
        """The line breaks after a message was taken, or not any more."""
        self.house.mail.answers["END"] = self.rng.choice(["KEEP", "250 taken", "DROP"])
        self.house.send_digests()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--setup", choices=SETUPS, default="redis")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.setup}, {asked.minutes} minutes")
    servers = Servers()
    try:
        with tempfile.TemporaryDirectory() as folder, mail_server() as mail:
            addresses = servers.addresses(asked.setup)
            with house(Path(folder) / "house", addresses, mail) as living:
                living.take_in(4)
                Mixture(living, servers, asked.setup, random.Random(asked.seed)).play(asked.minutes * 60)
                found = wrongs(living)
                print(f"{len(living.acknowledged)} calls, {len(mail.messages)} mails, {len(found)} wrong")
    finally:
        servers.close()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
