"""What two processes say to each other: lists of values over a pair of sockets, as many at a time as there are."""

import asyncio
import pickle
import socket
from collections.abc import AsyncIterator
from typing import Any

HEAD = 4
"""Bytes that tell how long a list is."""


class Connection:
    """One end. What is said within a turn of the loop goes out together."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._unsent: list[Any] = []

    @classmethod
    async def over(cls, end: socket.socket) -> "Connection":
        """Use a connected socket in this loop."""
        reader, writer = await asyncio.open_connection(sock=end)
        return cls(reader, writer)

    def say(self, message: Any) -> None:
        """Send something soon, without waiting for it."""
        if not self._unsent:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unsent.append(message)

    def _flush(self) -> None:
        if self._unsent and not self._writer.is_closing():
            blob = pickle.dumps(self._unsent, pickle.HIGHEST_PROTOCOL)
            self._writer.write(len(blob).to_bytes(HEAD, "big") + blob)
        self._unsent = []

    async def heard(self) -> AsyncIterator[Any]:
        """Yield what the other end says, until it is gone."""
        while True:
            try:
                head = await self._reader.readexactly(HEAD)
                blob = await self._reader.readexactly(int.from_bytes(head, "big"))
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            for message in pickle.loads(blob):
                yield message

    async def end(self) -> None:
        """Send what is left, and hang up."""
        self._flush()
        try:
            await self._writer.drain()
            self._writer.close()
            await self._writer.wait_closed()
        except ConnectionError:
            return
