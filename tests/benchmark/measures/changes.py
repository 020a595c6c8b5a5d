# SPDX-License-Identifier: MIT
"""What a sync costs where little or nothing has changed, how far away the server is, and how soon a
change is seen."""

import collections
import json
import os
import re
import statistics
import subprocess
import time

from measures import fixture
from measures.firstsync import HEADERS

ROUND_TRIP = 0.2


def synchronised(server, count):
    """A profile and an mbsync that have everything; headers only, and flags."""
    server.fill(fixture.small_messages(count))
    fixture.imap_drain(server, HEADERS)
    profile = fixture.Profile(server, "imap", "headers")
    profile.sync()
    return profile


def told(title, run):
    return (f"  {title:<15} {run['whole']:8.3f} s  {run['bytes_in']} bytes in, {run['bytes_out']} out, "
            f"{run['round_trips']} round trips, {run['new']} new, {run['changed']} changed, "
            f"{run['removed']} removed, CPU {run['cpu']:.2f} s, {run['mb']:.0f} MB")


def middle(runs):
    return sorted(runs, key=lambda run: run["whole"])[len(runs) // 2]


def bare_resync(server, profile, *more):
    """Seconds that the server alone takes to tell what changed since the profile's cursor."""
    cursor = profile.query("SELECT uidvalidity, highestmodseq FROM remote_folder WHERE path = ?",
                           b"INBOX")[0]
    return fixture.bare_session(server, "ENABLE QRESYNC",
                                f"SELECT INBOX (QRESYNC ({cursor[0]} {cursor[1]}))", *more)


class Watching:
    """`sync --watch`: the summary of each pass as it ends."""

    def __init__(self, profile):
        self.process = subprocess.Popen(profile.command("sync", "--watch"), stdout=subprocess.PIPE,
                                        text=True)

    def summary(self):
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.terminate()
        self.process.communicate()


def resync(arguments):
    """Nothing has changed. Cold: a new connection. Warm: one that is open, after one changed flag,
    because a server that says nothing is asked nothing."""
    for count in arguments.sizes or (10_000, 100_000, 1_000_000):
        with fixture.MailServer(few_files=True) as server:
            profile = synchronised(server, count)
            bare, runs = [], []
            for _ in range(arguments.rounds):
                bare.append(bare_resync(server, profile))
                runs.append(profile.sync())
            print(f"No change in {count:,}\n" + told("cold", middle(runs)))
            print(f"  bare            {statistics.median(bare):8.3f} s  a client that signs in, and "
                  "selects with QRESYNC")
            watching = Watching(profile)
            watching.summary()
            client = fixture.SecondClient(server)
            client.run(f"STORE {count // 2} +FLAGS (\\Flagged)")
            begin = time.monotonic()
            warm = watching.summary()
            print(f"  warm            {time.monotonic() - begin:8.3f} s  {warm['bytes_in']} bytes in, "
                  f"{warm['bytes_out']} out, {warm['round_trips']} round trips, one flag changed",
                  flush=True)
            client.close()
            watching.close()
            profile.remove()


def pop3_check(arguments):
    """Nothing new among what was left on the server, against a bare LIST and UIDL of the same; the
    two take turns. The check also with one message more, which is fetched."""
    for count in arguments.sizes or (10_000, 100_000):
        with fixture.MailServer() as server:
            server.fill(fixture.small_messages(count))
            profile = fixture.Profile(server, "pop3", "headers")
            first = profile.sync()
            bare, runs = [], []
            for _ in range(arguments.rounds):
                bare.append(fixture.pop3_listing(server))
                runs.append(profile.sync())
            seconds = statistics.median(b[0] for b in bare)
            whole = statistics.median(r["whole"] for r in runs)
            inside = statistics.median(r["seconds"] for r in runs)
            print(f"POP3 check of {count:,} left on the server\n"
                  f"  first sync      {first['whole']:8.3f} s  {first['new']} headers, peak memory "
                  f"{first['mb']:.0f} MB\n"
                  f"  LIST and UIDL   {seconds:8.3f} s  {bare[-1][1]} bytes\n"
                  + told("turnstonectl", sorted(runs, key=lambda r: r["whole"])[len(runs) // 2])
                  + f"\n  ratio           {whole / seconds:8.2f} with the program's start, "
                  f"{inside / seconds:.2f} without, {runs[-1]['bytes_in'] / bare[-1][1]:.3f} in bytes",
                  flush=True)
            profile.remove()


def delta(arguments):
    """100 flags changed, 100 messages deleted and 100 new, by another client."""
    for count in arguments.sizes or (20_000, arguments.messages or 100_000):
        with fixture.MailServer(few_files=True) as server:
            delta_of(server, count, arguments.rounds)


def delta_of(server, count, rounds):
    profile = synchronised(server, count)
    mbsync = fixture.Mbsync(server)
    mbsync.sync()
    client = fixture.SecondClient(server)
    ours, bare, peers = [], [], []
    new = list(fixture.small_messages(100))
    for number in range(rounds):
        first = number * 1_000 + 1
        client.run(f"STORE {first}:{first + 99} +FLAGS (\\Flagged)")
        client.run(f"STORE {first + 300}:{first + 399} +FLAGS.SILENT (\\Deleted)")
        client.run("EXPUNGE")
        for wire, _ in new:
            client.run("APPEND INBOX ", wire)
        newest = count - 99
        bare.append(bare_resync(server, profile, f"FETCH {newest}:{newest + 99} ({HEADERS})"))
        ours.append(profile.sync())
        peers.append(mbsync.sync())
    client.close()
    print(f"100 flags, 100 deleted, 100 new of {count:,}\n" + told("turnstonectl", middle(ours)))
    peer = statistics.median(p["whole"] for p in peers)
    print(f"  bare            {statistics.median(bare):8.3f} s  SELECT with QRESYNC, FETCH of the "
          "new headers\n"
          f"  mbsync          {peer:8.3f} s  with their bodies, CPU "
          f"{statistics.median(p['cpu'] for p in peers):.2f} s\n"
          f"  ratio           {statistics.median(o['whole'] for o in ours) / peer:8.2f} to mbsync",
          flush=True)
    mbsync.remove()
    profile.remove()


def latency(arguments):
    """A server 200 ms away: the newest 50, and a mail of 20 kB that isn't here, by a new connection
    and by the window's, which is open."""
    with fixture.MailServer() as server:
        server.fill(fixture.messages_of(arguments.messages or 10_000, 20_000))
        fixture.imap_drain(server, HEADERS)
        line = fixture.SlowLine(server.ready["imaps"], ROUND_TRIP / 2)
        listed, opened, first, warm = [], [], [], []
        for _ in range(arguments.rounds):
            profile = fixture.Profile(server, "imap", "headers", port=line.port)
            listed.append(profile.until_rows(50))
            profile.sync()
            begin = time.monotonic()
            profile.ctl("show", profile.ids(1)[0], "--text")
            opened.append(time.monotonic() - begin)
            lines = subprocess.run(
                [os.path.join(fixture.BUILD, "tests", "bench_window"), "--open", profile.directory,
                 "8"], capture_output=True, text=True, check=True).stdout.splitlines()
            first.append(int(lines[0]) / 1000)
            warm += [int(milliseconds) / 1000 for milliseconds in lines[1:]]
            profile.remove()
        line.close()
        for title, times in (("start to the newest 50", listed),
                             ("opening 20 kB by a new connection", opened),
                             ("the first opened after a start", first),
                             ("opening 20 kB on its open connection", warm)):
            seconds = statistics.median(times)
            print(f"200 ms away, {title}: {seconds:.2f} s, {seconds / ROUND_TRIP:.1f} round trips "
                  "(TCP and TLS are two)", flush=True)


def push(arguments):
    """From another client's change to the store that the window shows; a bare client in IDLE."""
    count = arguments.messages or 10_000
    with fixture.MailServer() as server:
        profile = synchronised(server, count)
        client = fixture.SecondClient(server)
        numbers = iter(range(count, 0, -1))

        def change():
            client.run(f"STORE {next(numbers)} +FLAGS.SILENT (\\Flagged)")
            return time.monotonic()

        def flagged():
            return profile.query("SELECT count(*) FROM placement WHERE flagged = 1")[0][0]

        bare = []
        idle = fixture.SecondClient(server)
        idle.connection.sendall(b"idle IDLE\r\n")
        idle.line()
        for _ in range(max(arguments.rounds, 10)):
            begin = change()
            idle.line()
            bare.append(time.monotonic() - begin)
        idle.close()
        watching = Watching(profile)
        watching.summary()
        time.sleep(2)
        times = []
        for _ in range(max(arguments.rounds, 10)):
            before = flagged()
            begin = change()
            while flagged() == before:
                if time.monotonic() - begin > 20:
                    raise RuntimeError("the change never came")
                time.sleep(0.002)
            times.append(time.monotonic() - begin)
        client.close()
        watching.close()
        profile.remove()
        print(f"A flag changed by another client is in the store after "
              f"{statistics.median(times) * 1000:.0f} ms (longest {max(times) * 1000:.0f} ms); a "
              f"bare client in IDLE hears of it after {statistics.median(bare) * 1000:.0f} ms",
              flush=True)


def replay(arguments):
    """1,000 flags changed offline: what goes over the wire at the next sync."""
    with fixture.MailServer() as server:
        profile = synchronised(server, arguments.messages or 10_000)
        ids = profile.ids(2_000)[::2]
        profile.ctl("mark", *ids, "--flag")
        environment = {**os.environ, "QT_LOGGING_RULES": "turnstone.wire.debug=true"}
        begin = time.monotonic()
        done = subprocess.run(profile.command("sync"), capture_output=True, text=True,
                              env=environment, check=False)
        seconds = time.monotonic() - begin
        summary = json.loads(done.stdout.splitlines()[-1])
        commands = collections.Counter(re.findall(r"\bT\d+ ((?:UID )?[A-Z]+)", done.stderr))
        stores = sum(n for verb, n in commands.items() if "STORE" in verb)
        print(f"1,000 flags changed offline: {stores} STORE commands, "
              f"{summary['operations_done']} operations done, {summary['operations_left']} left, "
              f"{summary['round_trips']} round trips, {summary['bytes_out']} bytes out, "
              f"{seconds:.2f} s", flush=True)
        profile.remove()
