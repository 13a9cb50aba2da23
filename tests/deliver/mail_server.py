"""A mail server for tests: speaks enough SMTP on a real socket to take, refuse or drop a message."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast


@dataclass
class MailServer:
    """`answers` replaces the reply to a command, such as `{"RCPT": "550 nobody here"}`; `DROP` hangs up instead.

    At the `END` of a message, `KEEP` takes it and hangs up without saying so.
    """

    answers: dict[str, str] = field(default_factory=dict)
    messages: list[bytes] = field(default_factory=list)
    port: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as line:
                self._talk(cast("BinaryIO", line))

    def _talk(self, line: BinaryIO) -> None:
        self._say(line, "220 ready")
        while command := line.readline().decode().strip():
            verb = command.split()[0].upper()
            answer = self.answers.get(verb, {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok"))
            if answer == "DROP":
                return
            self._say(line, answer)
            if verb == "QUIT":
                return
            if verb == "DATA" and answer.startswith("354") and not self._takes(line):
                return

    def _takes(self, line: BinaryIO) -> bool:
        """Whether the line is still up after the message."""
        lines = []
        while (row := line.readline()) != b".\r\n":
            lines.append(row)
        answer = self.answers.get("END", "250 taken")
        if answer == "DROP":
            return False
        if answer.startswith("250") or answer == "KEEP":
            self.messages.append(b"".join(lines))
        if answer == "KEEP":
            return False
        self._say(line, answer)
        return True

    def _say(self, line: BinaryIO, answer: str) -> None:
        line.write(f"{answer}\r\n".encode())
        line.flush()


@contextmanager
def mail_server(**answers: str) -> Iterator[MailServer]:
    server = MailServer(answers=answers)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        thread = threading.Thread(target=server.serve, args=(listener,))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(timeout=5)
