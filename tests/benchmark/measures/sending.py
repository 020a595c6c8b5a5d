# SPDX-License-Identifier: MIT
"""Measures of outgoing mail, against a private Postfix that delivers into a private Dovecot."""

import base64
import json
import os
import random
import socket
import ssl
import statistics
import subprocess
import tempfile
import time

from . import fixture

MAILBOX = f"{fixture.USER}@example.org"
OTHER = "other@example.org"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Servers:
    """Both, as a context; `ready` has the ports of both, and one file with both CAs."""

    def start(self, *words):
        process = subprocess.Popen(
            [os.path.join(fixture.TOP, "tests", "support", "mailserver"), "--user",
             f"{MAILBOX}:{fixture.PASSWORD}", "--user", f"{OTHER}:{fixture.PASSWORD}", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        return json.loads(process.stdout.readline())

    def __enter__(self):
        self.processes = []
        auth = free_port()
        dovecot = self.start("--lmtp", "--config", f"service auth {{\n inet_listener {{\n  address = "
                             f"127.0.0.1\n  port = {auth}\n }}\n}}")
        postfix = self.start("--server", "postfix", "--option", f"lmtp={dovecot['lmtp']}",
                             "--option", f"auth={auth}")
        self.ready = {**dovecot, "smtps": postfix["smtps"], "smtp_ca": postfix["ca"]}
        with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as out:
            for path in (dovecot["ca"], postfix["ca"]):
                with open(path) as one:
                    out.write(one.read())
        self.ready["ca"] = out.name
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.stdin.close()
            process.wait()
        os.unlink(self.ready["ca"])


def message(number, attachment=b""):
    start = (f"From: {MAILBOX}\r\nTo: {OTHER}\r\nSubject: measured {number}\r\nDate: Sun, 22 Nov "
             f"2026 10:00:00 +0000\r\nMessage-ID: <{number}.{random.getrandbits(60)}@example.org>\r\n"
             "MIME-Version: 1.0\r\n").encode()
    if not attachment:
        return start + b"\r\n" + b"A line of some length, as people write them.\r\n" * 60
    coded = base64.encodebytes(attachment).replace(b"\n", b"\r\n")
    return (start + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nsee there\r\n--b'
            b'\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; '
            b'filename="a.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + coded + b"--b--\r\n")


def bare(servers, messages):
    """Seconds of the shortest dialogue there is: pipelined, one connection, every answer awaited."""
    begin = time.monotonic()
    context = ssl.create_default_context(cafile=servers.ready["smtp_ca"])
    wire = context.wrap_socket(socket.create_connection(("localhost", servers.ready["smtps"])),
                               server_hostname="localhost")
    answers = wire.makefile("rb")

    def answer(count=1):
        for _ in range(count):
            line = answers.readline()
            while line[3:4] == b"-":
                line = answers.readline()
            if line[:1] not in b"23":
                raise RuntimeError(line.decode())

    answer()
    wire.sendall(b"EHLO bench\r\n")
    answer()
    coded = base64.b64encode(f"\0{MAILBOX}\0{fixture.PASSWORD}".encode())
    wire.sendall(b"AUTH PLAIN " + coded + b"\r\n")
    answer()
    for one in messages:
        wire.sendall(f"MAIL FROM:<{MAILBOX}>\r\nRCPT TO:<{OTHER}>\r\nDATA\r\n".encode())
        answer(3)
        wire.sendall(one + b".\r\n")
        answer()
    wire.sendall(b"QUIT\r\n")
    answer()
    return time.monotonic() - begin


class Profile(fixture.Profile):
    """POP3 and no mail to fetch: a sync sends, and then finds nothing new."""

    def __init__(self, servers):
        self.directory = tempfile.mkdtemp(prefix="turnstone-bench-")
        self.ctl("account", "add", "--name", "Bench", "--email", MAILBOX, "--protocol", "pop3",
                 "--host", "localhost", "--port", str(servers.ready["pop3s"]), "--user", MAILBOX,
                 "--smtp-host", "localhost", "--smtp-port", str(servers.ready["smtps"]),
                 "--password-command", f"echo {fixture.PASSWORD}", "--ca-file", servers.ready["ca"],
                 "--keep", "headers", "--no-check")

    def queue(self, messages):
        path = os.path.join(self.directory, "message.eml")
        for one in messages:
            with open(path, "wb") as out:
                out.write(one)
            self.ctl("send", path)


def send(arguments):
    count = arguments.messages or 100
    ours, bares = [], []
    with Servers() as servers:
        profile = Profile(servers)
        for _ in range(arguments.rounds):
            messages = [message(number) for number in range(count)]
            bares.append(bare(servers, messages))
            time.sleep(2)  # Postfix delivers what came before
            profile.sync()
            idle = statistics.median(profile.sync()["whole"] for _ in range(3))
            profile.queue(messages)
            sync = profile.sync()
            if sync["sent"] != count:
                raise RuntimeError(f"{sync['sent']} of {count} were sent")
            ours.append(sync["whole"] - idle)
        profile.remove()
    ratio = statistics.median(ours) / statistics.median(bares)
    print(f"Sending {count} queued messages: {statistics.median(ours):.2f} s "
          f"({count / statistics.median(ours):.0f}/s), bare {statistics.median(bares):.2f} s, "
          f"{ratio:.2f} x", flush=True)


def send_large(arguments):
    with Servers() as servers:
        profile = Profile(servers)
        profile.sync()
        idle = profile.sync()["mb"]
        # In a process of its own: what we hold when we start a program counts as its peak.
        child = os.fork()
        if not child:
            profile.queue([message(0, random.Random(7).randbytes(25_000_000))])
            os._exit(0)
        os.waitpid(child, 0)
        sync = profile.sync()
        if sync["sent"] != 1:
            raise RuntimeError("it was not sent")
        print(f"Sending an attachment of 25 MB: peak {sync['mb']:.0f} MB, {sync['mb'] - idle:.0f} "
              f"above a sync without mail; {sync['whole']:.1f} s", flush=True)
        profile.remove()
