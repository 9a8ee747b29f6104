#!/usr/bin/env python3
"""Many hostile connections from many loopback addresses, in a process of their own: attackers.py KIND PORT COUNT SECONDS.

Prints one line of JSON when the time is over: how many connected, how many are open still, and how long the longest lived.
KIND: head (a head that never ends, a byte a second), silent (nothing is sent), idle (one request, then nothing),
read (a large answer, a byte a second), cold (whole pipelines of tiles that nobody asked for before),
dear (the same of the largest pages).
"""

import json
import random
import select
import socket
import sys
import time

ADDRESSES = 50
HOST = b" HTTP/1.1\r\nHost: yaad.example\r\n\r\n"
LARGE = b"GET /api/collections/incidents/items?limit=10000" + HOST
OPENINGS = {"head": b"GET / HTTP/1.1\r\nHost: yaad.example\r\nX: ", "silent": b"", "idle": b"GET /healthz" + HOST, "read": LARGE * 20, "cold": b"", "dear": b""}


def cold_requests(dice, count=20):
    asked = b""
    for _ in range(count):
        first, days = dice.randint(1998, 2023), dice.randint(1, 28)
        asked += b"GET /tiles/incidents/0/0/0.mvt?datetime=%d-%02d-%02d/%d-%02d-%02d" % (first, dice.randint(1, 12), days, first + 1, dice.randint(1, 12), days) + HOST
    return asked


def dear_requests(_, count=20):
    return LARGE * count


PIPELINES = {"cold": cold_requests, "dear": dear_requests}


class One:
    def __init__(self, kind, port, number):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        if kind == "read":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.bind((f"127.0.0.{2 + number % ADDRESSES}", 0))
        self.socket.connect_ex(("127.0.0.1", port))
        self.connected = None


def attack(kind, port, count, seconds):
    dice = random.Random(count)
    poll, open_, lives, connected, answers = select.epoll(), {}, [], 0, {}
    began, opened, last_drip = time.monotonic(), 0, 0.0
    while (now := time.monotonic()) < began + seconds:
        while opened < count and opened < (now - began) * count / 2 + 50:  # all within two seconds
            one = One(kind, port, opened)
            open_[one.socket.fileno()] = one
            poll.register(one.socket, select.EPOLLOUT)
            opened += 1
        for number, event in poll.poll(0.02):
            one = open_[number]
            try:
                if one.connected is None and event & select.EPOLLOUT:
                    one.connected = time.monotonic()
                    connected += 1
                    one.socket.send(OPENINGS[kind] or (PIPELINES[kind](dice) if kind in PIPELINES else b""))
                    # Of who reads slowly only the end is of interest, and errors are always told.
                    poll.modify(number, 0 if kind == "read" else select.EPOLLIN)
                    continue
                data = one.socket.recv(1 if kind == "read" else 65536)
                if data and kind in PIPELINES:
                    for status in (b"200", b"204", b"503"):
                        answers[status.decode()] = answers.get(status.decode(), 0) + data.count(b"HTTP/1.1 " + status)
                    one.due = getattr(one, "due", 20) - data.count(b"HTTP/1.1 ")
                    if one.due <= 0:
                        one.due = 20
                        one.socket.send(PIPELINES[kind](dice))
                if data and not event & select.EPOLLHUP:
                    continue
            except BlockingIOError:
                continue
            except OSError:
                pass
            poll.unregister(number)
            one.socket.close()
            del open_[number]
            lives.append(time.monotonic() - (one.connected or now))
        if kind in ("head", "read") and now - last_drip > 1:
            last_drip = now
            for one in list(open_.values()):
                try:
                    if one.connected and kind == "head":
                        one.socket.send(b"a")
                    elif one.connected:
                        one.socket.recv(1)
                except OSError:
                    pass
    return {"connected": connected, "open": len(open_), "longest": round(max(lives, default=0), 2), "answers": answers}


if __name__ == "__main__":
    print(json.dumps(attack(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))))
