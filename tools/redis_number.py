"""A Redis number of one run alone: «take RUN HOST PORT» prints one, «give RUN HOST PORT» empties it.

It is the first of 1–15, counted from the run, that holds nothing and that nobody else took. The mark of who took it
lives as long as the longest run; what others took is never touched.
"""

import sys
from collections.abc import Mapping
from typing import Any

import redis

MARK = "talenti:ci"
LONGEST_RUN_S = 3 * 3600
NUMBERS = range(1, 16)


def take(run: int, servers: Mapping[int, Any]) -> int | None:
    for step in range(len(NUMBERS)):
        number = 1 + (run + step) % len(NUMBERS)
        server = servers[number]
        if not server.dbsize() and server.set(MARK, str(run), nx=True, ex=LONGEST_RUN_S):
            return number
    return None


def give(run: int, servers: Mapping[int, Any]) -> None:
    for server in servers.values():
        if server.get(MARK) == str(run).encode():
            server.flushdb()


if __name__ == "__main__":
    what, run, host, port = sys.argv[1:]
    servers = {number: redis.Redis(host=host, port=int(port), db=number) for number in NUMBERS}
    if what == "give":
        give(int(run), servers)
    elif number := take(int(run), servers):
        print(number)
    else:
        sys.exit("Le basi 1–15 di Redis sono tutte occupate: svuotane una e ripeti.")
