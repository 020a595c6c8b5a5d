# SPDX-License-Identifier: MIT
"""Makes the mail of the demo: the same every time but for the dates, which are relative to now."""

import html
import io
import random
import struct
import textwrap
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

import texts

OWNER = ("Mara Lindner", "mara.lindner@example.org")
OLD_OWNER = ("Mara Lindner", "m.lindner@example.net")


@dataclass
class Mail:
    folder: str
    date: datetime
    data: bytes
    flags: list = field(default_factory=list)


def png(width, height, seed):
    """A picture: soft hills in two colours under a sky, different for each seed."""
    colours = random.Random(seed)
    sky = [colours.randrange(140, 220) for _ in range(3)]
    hills = [[colours.randrange(30, 150) for _ in range(3)] for _ in range(3)]
    bases = [height * (0.45 + 0.18 * i) for i in range(3)]
    steps = [colours.randrange(20, 60) for _ in range(3)]
    block = 4  # pixels drawn at once: one by one would cost seconds
    tops = [[base + height * 0.09 * (abs((x % (2 * step)) - step) / step)
             for x in range(0, width, block)] for base, step in zip(bases, steps)]
    rows = []
    for y in range(height):
        air = bytes(min(255, c + 60 * (height - y) // height) for c in sky) * block
        row = [air] * (width // block)
        for top, hill in zip(tops, hills):
            ground = bytes(hill) * block
            row = [ground if y > limit else before for before, limit in zip(row, top)]
        rows.append(b"\0" + b"".join(row))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(
            ">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def pdf(lines):
    """One page of text."""
    def literal(line):
        return line.encode("latin-1", "replace").replace(b"\\", b"\\\\").replace(
            b"(", b"\\(").replace(b")", b"\\)")

    content = b"BT /F1 12 Tf 72 770 Td 16 TL\n" + b"".join(
        b"(" + literal(line) + b") Tj T*\n" for line in lines) + b"ET"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
               b"/Resources << /Font << /F1 5 0 R >> >> >>",
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def calendar(uid, summary, start, place):
    stamp = "%Y%m%dT%H%M%SZ"
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Turnstone//Demo//EN", "METHOD:REQUEST",
        "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{start.strftime(stamp)}",
        f"DTSTART:{start.strftime(stamp)}", f"DTEND:{(start + timedelta(hours=1)).strftime(stamp)}",
        f"SUMMARY:{summary}", f"LOCATION:{place}", "END:VEVENT", "END:VCALENDAR", ""])


def text_part(text, charset="utf-8", subtype="plain"):
    """In this charset where it can write the text, else in UTF-8."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    coding = Charset(charset)
    if charset.startswith(("iso-8859", "windows-1252", "utf-8")):
        coding.body_encoding = QP
    elif charset != "iso-2022-jp":
        coding.body_encoding = BASE64
    return MIMEText(text, subtype, coding)


def flowed_part(text):
    """format=flowed (RFC 3676): paragraphs broken by spaces at line ends, so that they can be joined."""
    lines = []
    for paragraph in text.split("\n"):
        if paragraph == "-- ":
            lines.append(paragraph)
            continue
        quote = "> " if paragraph.startswith("> ") else ""
        wrapped = textwrap.wrap(paragraph[len(quote):], 66, break_long_words=False) or [""]
        lines += [quote + line + " " for line in wrapped[:-1]] + [(quote + wrapped[-1]).rstrip()]
    part = text_part("\n".join(line if not line.startswith((" ", ">", "From ")) or line[:1] == ">"
                               else " " + line for line in lines))
    part.set_param("format", "flowed")
    return part


class Generator:
    def __init__(self, now=None, seed=2024):
        self.random = random.Random(seed)
        self.now = now or datetime.now(timezone.utc)
        self.mails = []
        self.count = 0

    # --- pieces

    def message_id(self, domain):
        self.count += 1
        return f"<{self.random.getrandbits(64):016x}.{self.count}@{domain}>"

    def day(self):
        """Two years back, with more of late and most of all in the last week."""
        kind = self.random.random()
        days = (self.random.uniform(0.02, 7) if kind < 0.35 else
                self.random.uniform(7, 90) if kind < 0.6 else self.random.uniform(90, 720))
        return self.now - timedelta(days=days)

    def address(self, person, charset="utf-8"):
        name, mailbox = person
        if name.isascii():
            return formataddr((name, mailbox))
        try:
            name.encode(charset)
        except UnicodeEncodeError:
            charset = "utf-8"
        return f"{Header(name, charset).encode()} <{mailbox}>"

    def finish(self, part, sender, to, subject, date, charset="utf-8", references=(), extra=None):
        """Gives a part the header of a message; returns its Message-ID."""
        try:
            subject.encode(charset)
        except UnicodeEncodeError:
            charset = "utf-8"
        identity = self.message_id(sender[1].rpartition("@")[2])
        part["From"] = self.address(sender, charset)
        part["To"] = ", ".join(self.address(p, charset) for p in to)
        part["Subject"] = subject if subject.isascii() else Header(subject, charset).encode()
        part["Date"] = format_datetime(date)
        part["Message-ID"] = identity
        if references:
            part["In-Reply-To"] = references[-1]
            part["References"] = " ".join(references)
        for name, value in (extra or {}).items():
            part[name] = value
        return identity

    def put(self, folder, part, date, flags=()):
        data = part.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        self.mails.append(Mail(folder, date, data, list(flags)))

    def is_read(self, date):
        return (self.now - date).days > 40 or self.random.random() < 0.4

    def flags(self, date, answered=False):
        flags = ["\\Seen"] if answered or self.is_read(date) else []
        if answered:
            flags.append("\\Answered")
        if self.random.random() < 0.08:
            flags.append("\\Flagged")
        return flags

    def attached(self, body, *files):
        whole = MIMEMultipart("mixed")
        whole.attach(body)
        for name, kind, data in files:
            part = MIMEImage(data, kind) if kind == "png" else \
                text_part(data, subtype=kind) if isinstance(data, str) else MIMEApplication(data, kind)
            coded = name if name.isascii() else ("utf-8", "", name)
            part.add_header("Content-Disposition", "attachment", filename=coded)
            whole.attach(part)
        return whole

    # --- kinds of mail

    def attachment_for(self, index, language):
        """What a conversation's first message brings along, by turns."""
        kinds = [
            ("Protokoll März.pdf" if language == "de" else "minutes.pdf", "pdf",
             pdf(["Minutes", "", "1. Water", "2. Keys", "3. Plot 14"])),
            ("zdjęcie.png" if language == "pl" else "photo.png", "png", png(320, 200, index)),
            ("figures.csv", "csv", "station;height\nNorth pier;2.31\nLower jetty;1.87\n"),
            ("notes.zip", "zip", archive({"notes.txt": b"Nothing of importance.\n",
                                          "sketch.png": png(64, 40, index)})),
            ("写真.png" if language == "ja" else "view.png", "png", png(480, 300, index)),
        ]
        return kinds[index % len(kinds)]

    def conversation(self, index, language, subject, messages, owner, folder="INBOX"):
        people = texts.PEOPLE[language]
        other = next((p for p in people if p[0].split()[-1] in messages[0]
                      or p[0].split()[0] in messages[0]), people[0])
        charset = texts.CHARSETS.get(language, "utf-8") if index % 2 else "utf-8"
        date, references, previous = self.day(), [], None
        for number, message in enumerate(messages):
            date = min(date + timedelta(hours=self.random.uniform(0.3, 30)),
                       self.now - timedelta(minutes=self.random.uniform(3, 300))) if number else date
            is_mine, text = message[0] == ">", message[1:]
            sender, to = (owner, [other]) if is_mine else (other, [owner])
            if previous and self.random.random() < 0.7:
                text += "\n\n" + "\n".join("> " + line for line in previous.split("\n"))
            if is_mine:
                text += "\n\n-- \nMara Lindner\nHafenstraße 3"
            part = flowed_part(text) if index % 5 == 2 else text_part(text, charset)
            if number == 0 and index % 3 == 0:
                part = self.attached(part, self.attachment_for(index, language))
            title = subject if number == 0 else "Re: " + subject
            references.append(self.finish(part, sender, to, title, date, charset, references[-9:]))
            answered = any(m[0] == ">" for m in messages[number + 1:]) and not is_mine
            self.put("Sent" if is_mine else folder, part, date,
                     ["\\Seen"] if is_mine else self.flags(date, answered))
            previous = message[1:]

    def newsletter(self, index, name, mailbox, subject, paragraphs, owner, folder):
        date = self.day()
        colour = self.random.choice(["#1f5c7a", "#7a3b1f", "#2f6b3a", "#5b3a7a"])
        blocks = "".join(f'<tr><td style="padding:12px 24px;font:16px/24px Georgia,serif;color:#222">'
                         f"{html.escape(p)}</td></tr>" for p in paragraphs)
        markup = (
            f'<html><head><style>a {{ color: {colour} }}</style></head><body style="margin:0;background:#eee">'
            f'<table width="100%" cellpadding="0"><tr><td align="center"><table width="600" bgcolor="#ffffff">'
            f'<tr><td style="background:{colour};color:#fff;padding:24px;font:bold 26px sans-serif">'
            f"{html.escape(name)}</td></tr>"
            f'<tr><td><img src="https://images.example.com/{index}/header.jpg" width="600" height="180" '
            f'alt="Header picture"></td></tr>'
            f'<tr><td style="padding:20px 24px 0;font:bold 20px sans-serif">{html.escape(subject)}</td></tr>'
            f'{blocks}<tr><td style="padding:24px"><a href="https://www.example.com/read/{index}">'
            f"Read on the web</a></td></tr></table></td></tr></table>"
            f'<img src="https://track.example.net/open?u={index}" width="1" height="1"></body></html>')
        part = MIMEMultipart("alternative")
        part.attach(text_part(name + "\n\n" + subject + "\n\n" + "\n\n".join(paragraphs)))
        part.attach(text_part(markup, subtype="html"))
        self.finish(part, (name, mailbox), [owner], subject, date, extra={
            "List-Id": f"{name.split()[0]} <{mailbox.replace('@', '.')}>",
            "List-Unsubscribe": f"<https://www.example.com/unsubscribe/{index}>",
            "Precedence": "bulk"})
        self.put(folder, part, date, self.flags(date))

    def order(self, index, shop, mailbox, subject, items, owner, folder):
        date = self.day()
        number = f"{self.random.randrange(10000, 99999)}-{index:02d}"
        rows = "".join(f'<tr><td>{html.escape(n)}</td><td align="right">{c}</td>'
                       f'<td align="right">{p * c:.2f} €</td></tr>' for n, c, p in items)
        total = sum(c * p for _, c, p in items)
        related = MIMEMultipart("related")
        related.attach(text_part(
            f'<html><body style="font-family:sans-serif"><img src="cid:logo{index}@shop" alt="{html.escape(shop)}">'
            f"<h2>{html.escape(subject.format(number=number))}</h2>"
            f'<table border="1" cellpadding="6" style="border-collapse:collapse">{rows}'
            f'<tr><th align="left" colspan="2">Total</th><th align="right">{total:.2f} €</th></tr></table>'
            f"</body></html>", subtype="html"))
        logo = MIMEImage(png(180, 60, index), "png")
        logo.add_header("Content-ID", f"<logo{index}@shop>")
        logo.add_header("Content-Disposition", "inline", filename="logo.png")
        related.attach(logo)
        both = MIMEMultipart("alternative")
        both.attach(text_part("\n".join(f"{c} x {n}: {p * c:.2f} EUR" for n, c, p in items)
                              + f"\n\nTotal: {total:.2f} EUR"))
        both.attach(related)
        part = self.attached(both, (f"invoice-{number}.pdf", "pdf", pdf(
            [shop, subject.format(number=number), ""] + [f"{c} x {n}   {p * c:.2f} EUR" for n, c, p in items]
            + ["", f"Total {total:.2f} EUR"])))
        self.finish(part, (shop, mailbox), [owner], subject.format(number=number), date)
        self.put(folder, part, date, self.flags(date))

    def list_thread(self, subject, posts, owner, folder):
        everyone = {p[0]: p for group in texts.PEOPLE.values() for p in group}
        date, references, start = self.day(), [], subject
        for number, (name, text) in enumerate(posts):
            sender = everyone.get(name, owner)
            body = text_part(textwrap.fill(text, 72) if "\n" not in text else text)
            references.append(self.finish(
                body, sender, [("", "harbour-dev@lists.example.org")],
                start if number == 0 else "Re: " + start, date, references=references[-9:],
                extra={"List-Id": "Development of Harbour <harbour-dev.lists.example.org>",
                       "List-Post": "<mailto:harbour-dev@lists.example.org>", "Precedence": "list",
                       "Received": "from lists.example.org (lists.example.org [192.0.2.7]) by "
                                   f"mx.example.org; {format_datetime(date)}"}))
            self.put(folder, body, date, ["\\Seen"] if sender == owner else self.flags(date))
            date = min(date + timedelta(hours=self.random.uniform(0.5, 40)),
                       self.now - timedelta(minutes=5))

    def invitation(self, index, summary, place, owner):
        date, start = self.day(), self.now + timedelta(days=3 + index, hours=index)
        uid = f"demo-{index}@example.com"
        part = self.attached(text_part(f"You are invited.\n\n{summary}\n{place}\n{start:%Y-%m-%d %H:%M} UTC"),
                             ("invite.ics", "calendar", calendar(uid, summary, start, place)))
        self.finish(part, texts.PEOPLE["en"][index % 3], [owner], "Invitation: " + summary, date)
        self.put("INBOX", part, date, self.flags(date))

    def forwarded(self, owner):
        inner = text_part("The original, as it came.\n\nRegards\nThe harbour office")
        self.finish(inner, ("Harbour Office", "office@harbour.example.com"),
                    [texts.PEOPLE["en"][1]], "Mooring fees", self.now - timedelta(days=40))
        part = MIMEMultipart("mixed")
        part.attach(text_part("See attached. Do we have to pay for the skiff too?\n\nTom"))
        part.attach(MIMEMessage(inner))
        date = self.now - timedelta(days=2, hours=4)
        self.finish(part, texts.PEOPLE["en"][1], [owner], "Fwd: Mooring fees", date)
        self.put("INBOX", part, date, ["\\Flagged"])

    def junk(self, index, owner):
        name, subject, text = texts.JUNK[index % len(texts.JUNK)]
        date = self.day()
        part = text_part(f"<html><body><h1>{subject}</h1><p>{text}</p>"
                         f'<img src="http://ads.example.net/{index}.gif"></body></html>', subtype="html")
        self.finish(part, (name, f"offer{index}@example.net"), [owner], subject, date)
        self.put("Junk", part, date, ["$Junk"])

    def draft(self, subject, text, to, owner):
        part = text_part(text)
        date = self.now - timedelta(days=self.random.uniform(0.2, 5))
        self.finish(part, owner, [to], subject, date)
        self.put("Drafts", part, date, ["\\Draft", "\\Seen"])


def imap_account(now=None):
    """Folders and mail of the account that is read over IMAP."""
    g = Generator(now)
    folders = ["Archive", "Projects/Harbour", "Projects/Übersetzung", "Reisen/Ελλάδα 2024", "旅行",
               "Newsletters"]
    for index, (language, subject, messages) in enumerate(texts.CONVERSATIONS):
        folder = {"el": "Reisen/Ελλάδα 2024"}.get(language) if index % 2 else None
        g.conversation(index, language, subject, messages, OWNER, folder or "INBOX")
    for round_ in range(4):
        # The same people on other days: an archive is full of the like.
        for index, (language, subject, messages) in enumerate(texts.CONVERSATIONS):
            folder = {"ja": "旅行", "tr": "Projects/Übersetzung"}.get(language, "Archive")
            if (index + round_) % 2:
                g.conversation(index + round_, language, subject, messages, OWNER, folder)
    for index in range(20):
        name, mailbox, subject, paragraphs = texts.NEWSLETTERS[index % len(texts.NEWSLETTERS)]
        number = f" #{index // len(texts.NEWSLETTERS) + 41}"
        g.newsletter(index, name, mailbox, subject + number, paragraphs, OWNER,
                     "INBOX" if index % 4 == 0 else "Newsletters")
    for index in range(12):
        g.order(index, *texts.ORDERS[index % len(texts.ORDERS)], OWNER,
                "INBOX" if index % 3 == 0 else "Archive")
    for round_ in range(3):
        for subject, posts in texts.LIST_THREADS:
            g.list_thread(subject if round_ == 0 else f"{subject} ({round_ + 1})", posts, OWNER,
                          "Projects/Harbour")
    for index, (summary, place) in enumerate([("Skiff launching", "Lower jetty"), ("Choir", "School"),
                                              ("Allotment day", "Plot 14")]):
        g.invitation(index, summary, place, OWNER)
    g.forwarded(OWNER)
    for index in range(14):
        g.junk(index, OWNER)
    g.draft("Chapter three, again", "Priya,\n\nI keep thinking about the ferry", texts.PEOPLE["en"][2], OWNER)
    g.draft("Angebot Klavier", "Sehr geehrter Herr Bellini,\n\n", texts.PEOPLE["it"][0], OWNER)
    return folders, sorted(g.mails, key=lambda m: m.date)


def pop3_account(now=None):
    """The Inbox of the account that is read over POP3."""
    g = Generator(now, seed=1995)
    for index, (language, subject, messages) in enumerate(texts.CONVERSATIONS):
        if index % 2 == 0:
            g.conversation(index + 1, language, subject, messages, OLD_OWNER)
    for index in range(8):
        g.order(index + 50, *texts.ORDERS[index % len(texts.ORDERS)], OLD_OWNER, "INBOX")
    for index in range(10):
        name, mailbox, subject, paragraphs = texts.NEWSLETTERS[index % len(texts.NEWSLETTERS)]
        g.newsletter(index + 50, name, mailbox, f"{subject} #{index + 30}", paragraphs, OLD_OWNER, "INBOX")
    g.forwarded(OLD_OWNER)
    return [], sorted((m for m in g.mails if m.folder == "INBOX"), key=lambda m: m.date)
