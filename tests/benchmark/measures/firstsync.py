# SPDX-License-Identifier: MIT
"""A first sync of everything, or of headers, against a bare drain of the same bytes and mbsync."""

import statistics

from measures import fixture

HEADERS = ("UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM "
           "SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID)]")


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def compare(title, server, rounds, drain, protocol, keep, watch_for=0, peer=False):
    """The three take turns, because the machine may be busy; ratios are of medians."""
    drains, syncs, peers, again = [], [], [], None
    for _ in range(rounds):
        drains.append(drain())
        profile = fixture.Profile(server, protocol, keep)
        syncs.append(profile.sync(watch_for))
        again = profile.sync()
        if keep == "everything":
            verified = profile.ctl("verify", "--deep")[-1]
            identical = profile.identical(server.hashes)
        profile.remove()
        if peer:
            mbsync = fixture.Mbsync(server)
            peers.append(mbsync.sync())
            mbsync.remove()
    bare = statistics.median(d[0] for d in drains)
    whole = median(syncs, "whole")
    print(f"{title}\n  bare drain      {bare:8.2f} s  {drains[-1][1] / 1e6:9.1f} MB\n"
          f"  turnstonectl    {whole:8.2f} s  {syncs[-1]['bytes_in'] / 1e6:9.1f} MB  "
          f"CPU {median(syncs, 'cpu'):.2f} s, {syncs[-1]['new']} new, "
          f"{syncs[-1]['round_trips']} round trips, peak memory {max(s['mb'] for s in syncs):.0f} MB")
    if peer:
        print(f"  mbsync          {median(peers, 'whole'):8.2f} s  CPU {median(peers, 'cpu'):.2f} s, "
              f"peak memory {max(p['mb'] for p in peers):.0f} MB, without syncing to disk")
    print(f"  ratio           {whole / bare:8.2f} to the drain"
          + (f", {whole / median(peers, 'whole'):.2f} to mbsync" if peer else ""))
    if keep == "everything":
        print(f"  identical       {identical[0]} of {len(server.hashes)} by SHA-256, "
              f"{identical[1]} kept, {verified['damaged']} damaged")
    if watch_for:
        listed = [s["listed"] for s in syncs if s["listed"]]
        print(f"  newest {watch_for} listed after "
              + (f"{statistics.median(listed):.2f} s" if listed else "the end"))
    print(f"  second sync     {again['whole']:8.2f} s  {again['bytes_in']} bytes in, "
          f"{again['bytes_out']} out, {again['round_trips']} round trips, {again['new']} new",
          flush=True)


def imap_everything(arguments):
    with fixture.MailServer() as server:
        total = server.fill(fixture.mixed_messages(arguments.messages or 10_000))
        compare(f"IMAP, everything kept ({total / 1e6:.0f} MB)", server, arguments.rounds,
                lambda: fixture.imap_drain(server, "BODY.PEEK[]"), "imap", "everything", peer=True)


def imap_headers(arguments):
    with fixture.MailServer(few_files=True) as server:
        count = arguments.messages or 100_000
        server.fill(fixture.small_messages(count))
        fixture.imap_drain(server, HEADERS)  # Dovecot fills its own cache first, for both alike
        compare(f"IMAP, {count:,} headers", server, arguments.rounds,
                lambda: fixture.imap_drain(server, HEADERS), "imap", "headers", 100)


def pop3(arguments):
    with fixture.MailServer() as server:
        count = arguments.messages or 10_000
        total = server.fill(fixture.mixed_messages(count))
        compare(f"POP3, {count:,} messages ({total / 1e6:.0f} MB)", server, arguments.rounds,
                lambda: fixture.pop3_drain(server, count), "pop3", "everything")


def first_screen(arguments):
    """From the start of the program to the newest 50 in the store, by the folder's size; and what
    the server alone takes for them, which is the part that grows."""
    beyond = []
    for count in arguments.sizes or (1_000, 100_000, 1_000_000):
        with fixture.MailServer(few_files=True) as server:
            server.fill(fixture.small_messages(count))
            fixture.imap_drain(server, HEADERS)
            times, bare = [], []
            for _ in range(arguments.rounds):
                newest = f"FETCH {max(1, count - 49)}:{count} ({HEADERS})"
                bare.append(fixture.bare_session(server, "SELECT INBOX (CONDSTORE)", newest))
                profile = fixture.Profile(server, "imap", "headers")
                times.append(profile.until_rows(50))
                profile.remove()
            ours, servers = statistics.median(times), statistics.median(bare)
            beyond.append(ours - servers)
            print(f"First screen of {count:,}: {ours * 1000:.0f} ms ({min(times) * 1000:.0f} to "
                  f"{max(times) * 1000:.0f}); a bare client's SELECT and FETCH of the newest 50 "
                  f"{servers * 1000:.0f} ms, beyond it {beyond[-1] * 1000:.0f} ms", flush=True)
    print(f"Beyond the server, the slowest to the fastest: {max(beyond) / min(beyond):.2f}",
          flush=True)
