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
    client = fixture.SecondClient(server, selects=False)
    client.run(f"CREATE {folder}")
    connection = client.connection
    commands = []
    for start in range(0, len(messages), together):
        piece = [b"x APPEND %s" % folder.encode()]
        for wire in messages[start:start + together]:
            piece += [b" {%d+}\r\n" % len(wire), wire]
        commands.append(b"".join(piece) + b"\r\n")
    begin = time.monotonic()

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


def switched(profile, server, protocol, port):
    """Seconds from the preview's beginning to the report, and the report's lines."""
    begin = time.monotonic()
    profile.ctl("switch", "Bench", "--to", protocol, "--port", str(server.ready[port]), "--preview")
    previewed = time.monotonic() - begin
    lines = profile.ctl("switch", "Bench", "--apply", "--choose",
                        "*=upload" if protocol == "imap" else "*=download")
    if lines[-1]["state"] != "committed":
        raise RuntimeError(lines[-1])
    return time.monotonic() - begin, previewed, lines


def to_imap(arguments):
    """Messages that are in a folder here alone, against the same bytes by bare APPENDs."""
    count = arguments.messages or 10_000
    messages = list(fixture.messages_of(count, 10_000))
    wires = [wire for wire, _ in messages]
    bare, together, ours, previews = [], [], [], []
    for _ in range(arguments.rounds):
        with fixture.MailServer() as server:
            server.fill(messages)
            profile = fixture.Profile(server, "pop3", "everything")
            profile.sync()
            profile.ctl("folder", "create", "Bench/Old")
            ids = profile.ids(count)
            for start in range(0, count, 1_000):
                profile.ctl("move", *ids[start:start + 1_000], "Bench/Old")
            client = fixture.SecondClient(server)
            client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)")
            client.run("EXPUNGE")
            profile.sync()
            bare.append(bare_append(server, "Bare", wires, 1))
            client.run("DELETE Bare")
            together.append(bare_append(server, "Bare", wires, 100))
            client.run("DELETE Bare")
            seconds, preview, lines = switched(profile, server, "imap", "imaps")
            uploaded = sum(line.get("uploaded", 0) for line in lines)
            if uploaded != count:
                raise RuntimeError(f"{uploaded} of {count} were uploaded")
            ours.append(seconds)
            previews.append(preview)
            profile.remove()
    report(f"POP3 to IMAP, {count:,} messages only here ({sum(map(len, wires)) / 1e6:.0f} MB)",
           {"bare APPEND, pipelined": bare, "bare MULTIAPPEND": together}, ours, previews)


def to_pop3(arguments):
    """Everything is brought here before the change, against a bare drain."""
    count = arguments.messages or 10_000
    bare, ours, previews = [], [], []
    with fixture.MailServer() as server:
        total = server.fill(fixture.messages_of(count, 10_000))
        for _ in range(arguments.rounds):
            bare.append(fixture.imap_drain(server, "BODY.PEEK[]")[0])
            profile = fixture.Profile(server, "imap", "headers")
            profile.sync()
            seconds, preview, _ = switched(profile, server, "pop3", "pop3s")
            ours.append(seconds)
            previews.append(preview)
            identical = profile.identical(server.hashes)
            if identical[0] != count:
                raise RuntimeError(f"{identical[0]} of {count} are here as they were there")
            profile.remove()
    report(f"IMAP to POP3, {count:,} messages ({total / 1e6:.0f} MB)", {"bare drain": bare}, ours,
           previews)


def report(title, peers, ours, previews):
    print(title)
    for name, seconds in peers.items():
        print(f"  {name:24} {statistics.median(seconds):8.2f} s")
    whole = statistics.median(ours)
    fastest = min(statistics.median(seconds) for seconds in peers.values())
    print(f"  {'turnstonectl switch':24} {whole:8.2f} s, of which the preview "
          f"{statistics.median(previews):.2f} s\n  {'ratio':24} {whole / fastest:8.2f}", flush=True)
