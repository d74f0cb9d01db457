"""Asks the web server of this container whether it is well: exit 0 on a 200 from /salute/."""

import http.client
import os
import sys

ADDRESS = ("127.0.0.1", 8000)


def host(allowed: str) -> str:
    """A name that the portal answers to: the first of ALLOWED_HOSTS, where «.ente.it» and «*» stand for many."""
    first = next((name.strip() for name in allowed.split(",") if name.strip()), "*")
    return "localhost" if first == "*" else first.removeprefix(".")


def alive(address: tuple[str, int] = ADDRESS) -> bool:
    connection = http.client.HTTPConnection(*address, timeout=8)
    # As the proxy would ask: the right name, over HTTPS, so that the answer is the page and not a redirect.
    headers = {"Host": host(os.environ.get("ALLOWED_HOSTS", "")), "X-Forwarded-Proto": "https"}
    try:
        connection.request("GET", "/salute/", headers=headers)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if alive() else 1)
