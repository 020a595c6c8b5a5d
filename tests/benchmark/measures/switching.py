# SPDX-License-Identifier: MIT
"""An account that changes its protocol: matching, and what is brought to or from the new server."""

import os
import statistics
import struct
import subprocess
import tempfile
import threading
import time

from measures import fixture

SERVERS = ("dovecot", "cyrus", "courier")


def match(arguments):
    """POP3's messages against what stands at the same server by IMAP, nothing to transfer."""
    inbox = arguments.messages or 20_000
    for server in SERVERS:
        subprocess.run([os.path.join(fixture.BUILD, "tests", "bench_match"), server, str(inbox),
                        str(inbox * 3 // 2), str(inbox // 10)], check=True)


def bare_append(server, folder, messages, together):
    """Every APPEND sent without waiting for an answer; `together` messages in one command."""
    connection = server.connect("imaps")
    commands = []
    for start in range(0, len(messages), together):
        piece = [b"x APPEND %s" % folder.encode()]
        for wire in messages[start:start + together]:
            piece += [b" {%d+}\r\n" % len(wire), wire]
        commands.append(b"".join(piece) + b"\r\n")
    begin = time.monotonic()
    connection.sendall(f"a LOGIN {fixture.USER} {fixture.PASSWORD}\r\nb CREATE {folder}\r\n".encode())

    def send():
        for command in commands:
            connection.sendall(command)
        connection.sendall(b"z NOOP\r\n")
    sender = threading.Thread(target=send)
    sender.start()
    fixture.drain_until(connection, lambda tail: b"\r\nz OK" in tail)
    seconds = time.monotonic() - begin
    sender.join()
    connection.close()
    return seconds


def upload_by_backend(server, file):
    """The program's own upload, without the store and its journal."""
    done = subprocess.run([os.path.join(fixture.BUILD, "tests", "bench_match"), "--upload", file,
                           str(server.ready["imaps"]), server.ready["ca"]], check=True,
                          capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def upload(arguments):
    """Messages that are only here, brought to an IMAP server."""
    count = arguments.messages or 10_000
    for title, make in (("small", fixture.small_messages), ("mixed", fixture.mixed_messages)):
        messages = [wire for wire, _ in make(count)]
        total = sum(len(wire) for wire in messages)
        with tempfile.NamedTemporaryFile() as file:
            for wire in messages:
                file.write(struct.pack("<q", len(wire)) + wire)
            file.flush()
            times = {"APPEND, pipelined": [], "MULTIAPPEND by the hundred": [], "appendAll": []}
            for _ in range(arguments.rounds):
                for name, run in (
                        ("APPEND, pipelined", lambda s: bare_append(s, "Bare", messages, 1)),
                        ("MULTIAPPEND by the hundred",
                         lambda s: bare_append(s, "Bare", messages, 100)),
                        ("appendAll", lambda s: upload_by_backend(s, file.name))):
                    with fixture.MailServer() as server:
                        times[name].append(run(server))
        print(f"Upload of {count:,} {title} messages ({total / 1e6:.0f} MB)")
        for name, seconds in times.items():
            print(f"  {name:28} {statistics.median(seconds):8.2f} s")
        ratio = statistics.median(times["appendAll"]) / min(
            statistics.median(seconds) for name, seconds in times.items() if name != "appendAll")
        print(f"  ratio                        {ratio:8.2f} to the faster bare one", flush=True)
