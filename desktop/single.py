"""One window per schedule and person: a second start brings the first window to the front."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 400


class SingleStart(QObject):
    """Listens for later starts on the same schedule. Signals: called(): somebody started the app again."""

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def claim(self, where: Path | str) -> bool:
        """Return True when this is the first start on *where*; otherwise the first one was called to the front."""
        name = _name(where)
        if _calls(name):
            return False
        self._server.close()
        QLocalServer.removeServer(name)  # left behind by a crash: nobody answered
        self._server.listen(name)
        return True

    def release(self) -> None:
        """Let others be first."""
        self._server.close()

    def _on_call(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().disconnectFromServer()
        self.called.emit()


def _calls(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(WAIT_MS)
    if answered:
        socket.disconnectFromServer()
    return answered


def _name(where: Path | str) -> str:
    place = str(where.resolve()) if isinstance(where, Path) else where
    return f"onsite-days-{sha256(place.encode()).hexdigest()[:16]}"
