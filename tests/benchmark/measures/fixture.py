# SPDX-License-Identifier: MIT
"""What the measures share: a private Dovecot and mail for it, bare drains, mbsync, and profiles."""

import base64
import collections
import hashlib
import json
import os
import random
import shutil
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time

TOP = os.path.abspath(__file__).rsplit("/tests/", 1)[0]
BUILD = os.environ.get("TURNSTONE_BUILD", os.path.join(TOP, "build", "release"))
USER, PASSWORD = "bench", "bench"


class MailServer:
    """tests/support/mailserver as a context; `fill` fills its Inbox, once.

    Mail of some size lies in a Maildir, written behind Dovecot's back, as on most servers. Where
    only the number of messages counts it lies in few files (mdbox): a Maildir of a million names
    measures the directory."""

    def __init__(self, few_files=False):
        self.few_files = few_files

    def __enter__(self):
        option = "mail_location=mdbox:~/mdbox\nmdbox_rotate_size=1G" if self.few_files \
            else "maildir_very_dirty_syncs=yes"
        self.process = subprocess.Popen(
            [os.path.join(TOP, "tests", "support", "mailserver"), "--user", f"{USER}:{PASSWORD}",
             *(word for one in option.split("\n") for word in ("--option", one))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def fill(self, messages):
        """`messages` gives (bytes, delivered UTC seconds); CRLF line ends."""
        return self.fill_by_append(messages) if self.few_files else self.fill_maildir(messages)

    def fill_by_append(self, messages):
        """One APPEND of all of them (MULTIAPPEND, RFC 3502): 80,000 a second."""
        client = SecondClient(self, selects=False)
        piece, total = [b"f APPEND INBOX"], 0
        for number, (wire, when) in enumerate(messages):
            date = time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime(when))
            flags = "\\Seen" if number % 3 else ""
            piece += [f' ({flags}) "{date}" {{{len(wire)}+}}\r\n'.encode(), wire]
            total += len(wire)
            if len(piece) > 4_000:
                client.connection.sendall(b"".join(piece))
                piece = []
        client.connection.sendall(b"".join(piece) + b"\r\n")
        client.answer("f")
        client.close()
        return total

    def fill_maildir(self, messages):
        """As on a real disk: LF in the file, S= and W= in its name, so that no listing has to read
        it."""
        maildir = os.path.join(self.ready["mail"], USER, "Maildir")
        owner = os.stat(os.path.dirname(maildir))
        for name in ("", "cur", "new", "tmp"):
            os.makedirs(os.path.join(maildir, name), exist_ok=True)
        total = 0
        self.hashes = []
        for number, (wire, when) in enumerate(messages):
            total += len(wire)
            self.hashes.append(hashlib.sha256(wire).digest())
            stored = wire.replace(b"\r\n", b"\n")
            path = os.path.join(maildir, "cur", f"{when}.M{number:07}P1.bench,S={len(stored)},"
                                                f"W={len(wire)}:2,{'S' if number % 3 else ''}")
            with open(path, "wb") as out:
                out.write(stored)
            os.utime(path, (when, when))
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{owner.st_uid}:{owner.st_gid}", maildir], check=True)
        return total

    def connect(self, port):
        context = ssl.create_default_context(cafile=self.ready["ca"])
        plain = socket.create_connection(("localhost", self.ready[port]))
        return context.wrap_socket(plain, server_hostname="localhost")


def header(number, when, subject):
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(when))
    references = f"References: <m{number - 1}@example.org>\r\n" if number % 4 else ""
    return (f"Return-Path: <s{number % 97}@example.org>\r\n"
            f"Received: from mx.example.org by mail.example.net; {date}\r\n"
            f"From: Sender {number % 97} <s{number % 97}@example.org>\r\n"
            f"To: Bench <bench@example.net>\r\nSubject: {subject} {number}\r\nDate: {date}\r\n"
            f"Message-ID: <m{number}@example.org>\r\n{references}MIME-Version: 1.0\r\n").encode()


def mixed_messages(count):
    """Most are small; the bytes are in the attachments of a few, as in a real mailbox."""
    chance = random.Random(7)
    start = int(time.time()) - count * 600
    words = "the mail of a long train journey with many stops and little signal".split()
    for number in range(count):
        when = start + number * 600
        text = "\r\n".join(" ".join(chance.choices(words, k=11)) for _ in
                           range(chance.randrange(20, 200))).encode()
        kind = chance.random()
        size = 0 if kind < 0.8 else chance.randrange(40_000, 220_000) if kind < 0.95 \
            else chance.randrange(500_000, 1_500_000)
        if size:
            data = base64.encodebytes(chance.randbytes(size)).replace(b"\n", b"\r\n")
            body = (b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
                    b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text +
                    b'\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; '
                    b'filename="photo.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + data +
                    b"--b--\r\n")
        else:
            body = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + b"\r\n"
        yield header(number, when, "Mixed message") + body, when


def small_messages(count):
    start = int(time.time()) - count * 60
    for number in range(count):
        when = start + number * 60
        yield header(number, when, "A small message") + \
            b"Content-Type: text/plain\r\n\r\nA line or two.\r\n", when


def messages_of(count, size):
    start = int(time.time()) - count * 60
    for number in range(count):
        when = start + number * 60
        body = b"All work and no play makes the mail a dull read.\r\n" * (size // 50)
        yield header(number, when, "A mail of some length") + \
            b"Content-Type: text/plain\r\n\r\n" + body, when


def drain_until(connection, ends):
    """Reads and throws away until the stream's tail satisfies `ends`; the bytes counted."""
    total, tail = 0, b""
    while True:
        data = connection.recv(1 << 20)
        if not data:
            raise RuntimeError("the server closed: " + tail.decode(errors="replace"))
        total += len(data)
        tail = (tail + data)[-4096:]
        if ends(tail):
            return total


def imap_drain(server, items):
    """LOGIN, SELECT and one FETCH of everything: the server never waits for the client."""
    connection = server.connect("imaps")
    begin = time.monotonic()
    connection.sendall(f"a LOGIN {USER} {PASSWORD}\r\nb SELECT INBOX\r\n"
                       f"c UID FETCH 1:* ({items})\r\n".encode())
    total = drain_until(connection, lambda t: t.rpartition(b"\r\n")[0].rpartition(b"\r\n")[2]
                        .startswith(b"c OK"))
    seconds = time.monotonic() - begin
    connection.close()
    return seconds, total


def pop3_drain(server, count):
    """USER, PASS, UIDL, LIST and every RETR, the commands sent by a thread of their own."""
    connection = server.connect("pop3s")
    begin = time.monotonic()
    connection.sendall(f"USER {USER}\r\nPASS {PASSWORD}\r\nUIDL\r\nLIST\r\n".encode())
    commands = b"".join(f"RETR {n}\r\n".encode() for n in range(1, count + 1)) + b"QUIT\r\n"
    sender = threading.Thread(target=connection.sendall, args=(commands,))
    sender.start()
    total = drain_until(connection, lambda t: t.endswith(b"+OK Logging out.\r\n"))
    seconds = time.monotonic() - begin
    sender.join()
    connection.close()
    return seconds, total


def pop3_listing(server):
    """USER, PASS, UIDL, LIST, QUIT in one go."""
    connection = server.connect("pop3s")
    begin = time.monotonic()
    connection.sendall(f"USER {USER}\r\nPASS {PASSWORD}\r\nUIDL\r\nLIST\r\nQUIT\r\n".encode())
    total = drain_until(connection, lambda t: t.endswith(b"+OK Logging out.\r\n"))
    seconds = time.monotonic() - begin
    connection.close()
    return seconds, total


class Profile:
    def __init__(self, server, protocol, keep, port=0):
        self.directory = tempfile.mkdtemp(prefix="turnstone-bench-")
        port = port or server.ready["imaps" if protocol == "imap" else "pop3s"]
        self.ctl("account", "add", "--name", "Bench", "--email", "bench@example.net", "--protocol",
                 protocol, "--host", "localhost", "--port", str(port), "--security", "tls",
                 "--user", USER, "--password-command", f"echo {PASSWORD}", "--ca-file",
                 server.ready["ca"], "--keep", keep, "--no-check")

    def command(self, *words):
        return [os.path.join(BUILD, "src", "turnstonectl"), "--profile", self.directory, "--json",
                *words]

    def ctl(self, *words):
        done = subprocess.run(self.command(*words), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"turnstonectl {words}: {done.stderr}{done.stdout}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def sync(self, watch_for=0):
        """One pass; the summary, CPU seconds, peak memory in MB, and when `watch_for` rows were in
        the store."""
        begin = time.monotonic()
        process = subprocess.Popen(self.command("sync"), stdout=subprocess.PIPE, text=True)
        listed = self.wait_for_rows(watch_for, begin, process) if watch_for else None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        summary = json.loads(output.splitlines()[-1])
        if status or summary.get("error"):
            raise RuntimeError(f"sync failed: {output}")
        return {"cpu": usage.ru_utime + usage.ru_stime,
                "mb": usage.ru_maxrss / 1024, "listed": listed, **summary, "whole": seconds}

    def wait_for_rows(self, count, begin, process):
        """Seconds until another program sees `count` rows."""
        path = os.path.join(self.directory, "data", "mail.db")
        while process.poll() is None:
            try:
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                    rows = database.execute("SELECT count(*) FROM (SELECT 1 FROM placement LIMIT ?)",
                                            (count,)).fetchone()[0]
                if rows >= count:
                    return time.monotonic() - begin
            except sqlite3.OperationalError:
                pass
            time.sleep(0.002)
        return None

    def until_rows(self, count):
        """Seconds from the start of a first sync until so many rows are there; then it is ended."""
        begin = time.monotonic()
        with subprocess.Popen(self.command("sync"), stdout=subprocess.DEVNULL) as process:
            seconds = self.wait_for_rows(count, begin, process)
            process.terminate()
        return seconds or time.monotonic() - begin

    def identical(self, hashes):
        """How many of the server's messages are here byte for byte, by SHA-256, each counted once."""
        path = os.path.join(self.directory, "data", "mail.db")
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            here = collections.Counter(row[0] for row in database.execute(
                "SELECT sha256 FROM part WHERE section = x''"))
        return sum((here & collections.Counter(hashes)).values()), sum(here.values())

    def remove(self):
        shutil.rmtree(self.directory)

    def query(self, sql, *values):
        path = os.path.join(self.directory, "data", "mail.db")
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute(sql, values).fetchall()

    def ids(self, count):
        """The newest."""
        return [str(row[0]) for row in self.query(
            "SELECT id FROM placement ORDER BY date DESC, id DESC LIMIT ?", count)]


class Mbsync:
    """Debian's isync over the same TLS into a Maildir, with its syncing to disk off."""

    def __init__(self, server):
        if not shutil.which("mbsync"):
            raise SystemExit("mbsync is missing: install the package isync.")
        self.directory = tempfile.mkdtemp(prefix="mbsync-bench-")
        self.configuration = os.path.join(self.directory, "mbsyncrc")
        with open(self.configuration, "w", encoding="utf-8") as out:
            # An empty line ends a section, and what is for all stands before the first.
            out.write(f"""FSync no
SyncState {self.directory}/state-

IMAPAccount far
Host localhost
Port {server.ready["imaps"]}
User {USER}
Pass {PASSWORD}
SSLType IMAPS
SystemCertificates no
CertificateFile {server.ready["ca"]}

IMAPStore far
Account far

MaildirStore near
Inbox {self.directory}/mail

Channel bench
Far :far:INBOX
Near :near:INBOX
Create Near
Sync Pull
Expunge Near
""")

    def sync(self):
        begin = time.monotonic()
        process = subprocess.Popen(["mbsync", "-q", "-c", self.configuration, "bench"])
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise RuntimeError("mbsync failed")
        return {"whole": time.monotonic() - begin, "mb": usage.ru_maxrss / 1024,
                "cpu": usage.ru_utime + usage.ru_stime}

    def remove(self):
        shutil.rmtree(self.directory)


class SecondClient:
    """Another program at the same mailbox; commands as they are, answers as lines."""

    def __init__(self, server, selects=True):
        self.connection = server.connect("imaps")
        self.rest = b""
        self.number = 0
        self.line()
        self.run(f"LOGIN {USER} {PASSWORD}")
        if selects:
            self.run("SELECT INBOX")

    def line(self):
        while b"\n" not in self.rest:
            data = self.connection.recv(1 << 16)
            if not data:
                raise RuntimeError("the server closed")
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\n")
        return line.strip()

    def answer(self, tag):
        """All lines up to the tagged one, which must be OK."""
        lines = [self.line()]
        while not lines[-1].startswith(tag.encode() + b" "):
            lines.append(self.line())
        if not lines[-1].startswith(tag.encode() + b" OK"):
            raise RuntimeError(lines[-1])
        return lines

    def run(self, command, literal=b""):
        self.number += 1
        tag = f"x{self.number}"
        ends = f"{{{len(literal)}+}}\r\n".encode() + literal if literal else b""
        self.connection.sendall(f"{tag} {command}".encode() + ends + b"\r\n")
        return self.answer(tag)

    def close(self):
        self.connection.close()


def bare_session(server, *commands):
    """Seconds of a program that does nothing but connect, sign in and say these."""
    begin = time.monotonic()
    client = SecondClient(server, selects=False)
    for command in commands:
        client.run(command)
    client.close()
    return time.monotonic() - begin


class SlowLine:
    """A relay in front of a port: every byte arrives `delay` seconds later, in either direction."""

    def __init__(self, port, delay):
        self.target, self.delay = port, delay
        self.listener = socket.create_server(("localhost", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(("localhost", self.target))
            for side in (near, far):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for source, sink in ((near, far), (far, near)):
                waiting = collections.deque()
                there = threading.Semaphore(0)
                threading.Thread(target=self.take, args=(source, waiting, there),
                                 daemon=True).start()
                threading.Thread(target=self.give, args=(sink, waiting, there),
                                 daemon=True).start()

    def take(self, source, waiting, there):
        data = b"x"
        while data:
            try:
                data = source.recv(1 << 16)
            except OSError:
                data = b""
            waiting.append((time.monotonic() + self.delay, data))
            there.release()

    @staticmethod
    def give(sink, waiting, there):
        while True:
            there.acquire()
            due, data = waiting.popleft()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not data:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
            except OSError:
                return

    def close(self):
        self.listener.close()
