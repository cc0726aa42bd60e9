"""How much one request may carry, asked before Django reads it: what is larger it would write to a disk first."""

from convenor.kernel.live import raw

# Left unread, a browser that is still sending says that the connection broke; read for ever, it could send for ever.
TIMES_HEARD_OUT = 4


class TooLargeError(Exception):
    """More arrived than one request may carry."""


class _Counting:
    """What arrives, with how much it was."""

    def __init__(self, receive: raw.Receive, most: int) -> None:
        self._receive, self._most = receive, most
        self.arrived, self.is_over = 0, False

    async def next(self) -> raw.Message:
        """The next message, however much arrived before."""
        message = await self._receive()
        self.arrived += len(message.get("body", b""))
        self.is_over = not message.get("more_body", False)
        return message

    async def within(self) -> raw.Message:
        """The next message, as long as it is not too much."""
        message = await self.next()
        if self.arrived > self._most:
            raise TooLargeError
        return message

    async def hear_out(self) -> None:
        """Let the rest arrive, and forget it."""
        while not self.is_over and self.arrived <= TIMES_HEARD_OUT * self._most:
            await self.next()


def limited(application: raw.Application, most: int) -> raw.Application:
    """The same application for requests of at most so many bytes, as they say of themselves and as they are counted."""

    async def within(scope: raw.Scope, receive: raw.Receive, send: raw.Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        body = _Counting(receive, most)
        try:
            if _said_of(scope) > most:
                raise TooLargeError
            await application(scope, body.within, send)
        except TooLargeError:
            await body.hear_out()
            await raw.answer(send, 413, _words(most), [(b"connection", b"close")])

    return within


def _said_of(scope: raw.Scope) -> float:
    said = (value for name, value in scope["headers"] if name == b"content-length")
    return max((float(value) for value in said if value.isdigit()), default=0)


def _words(most: int) -> str:
    return (
        f"What you sent is larger than {most // 1_000_000} MB, so it was not read and nothing of it was kept.\n"
        "Go back, choose a smaller file or leave out what is not needed, and send it again."
    )
