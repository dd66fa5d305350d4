import errno
import socket

TRIES = 20


def listen(host: str, preferred: int) -> list[socket.socket]:
    """Listen at the preferred port, or else at the next free one after it.

    For localhost under both of its addresses: a browser may ask for either, and would reach
    whatever else had taken the other.
    """
    hosts = ["127.0.0.1", "::1"] if host == "localhost" else [host]
    for port in range(preferred, preferred + TRIES):
        if sockets := _listen_at(hosts, port):
            return sockets
    raise OSError(errno.EADDRINUSE, f"No port is free from {preferred} to {port}")


def _listen_at(hosts: list[str], port: int) -> list[socket.socket]:
    """A socket for each address that this machine has; none where one of them is taken."""
    sockets = []
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            sockets.append(socket.create_server((host, port), family=family, backlog=128))
        except OSError as error:
            if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT} and sockets:
                continue  # no IPv6 here
            for made in sockets:
                made.close()
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return []
            raise
    return sockets
