# SPDX-License-Identifier: MIT
"""The real window over a large profile, and while a first sync runs."""

import os
import subprocess

from measures import fixture


def bench_window(*words):
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    subprocess.run([os.path.join(fixture.BUILD, "tests", "bench_window"), *words], check=True,
                   env=environment)


def window(arguments):
    for count in arguments.sizes or (1_000, arguments.messages or 1_000_000):
        print(f"The window over {count:,} messages", flush=True)
        bench_window(str(count))


def contacts(arguments):
    """Completing an address, importing, and the address book's own list."""
    count = arguments.messages or 1_000_000
    print(f"Completing among {count:,} addresses that were seen and 10,000 contacts", flush=True)
    subprocess.run([os.path.join(fixture.BUILD, "tests", "bench_contacts"), str(count)], check=True)


def window_block(arguments):
    """How long the window's thread is held by one event while its account is synchronised."""
    with fixture.MailServer() as server:
        count = arguments.messages or 100_000
        server.fill(fixture.small_messages(count))
        profile = fixture.Profile(server, "imap", "headers")
        print(f"The window while {count:,} headers come", flush=True)
        bench_window("--sync", profile.directory, str(count))
        profile.remove()
