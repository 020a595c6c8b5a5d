# SPDX-License-Identifier: MIT
"""Reads messages, a line of base64 each, by Python's email package and says what it found, each a line of JSON.

The second opinion on what Turnstone writes: headers decoded, mailboxes, every part with its name
and its content's hash, and each defect the parser saw, in headers too.
"""
import base64
import email
import email.policy
import hashlib
import json
import sys


def mailboxes(header):
    return [[a.display_name, a.addr_spec] for a in header.addresses]


def described(part):
    found = {
        "type": part.get_content_type(),
        "multipart": part.is_multipart(),
        "name": part.get_filename(),
        "disposition": part.get_content_disposition(),
        "contentId": part.get("Content-ID"),
        "encoding": part.get("Content-Transfer-Encoding"),
        "format": part.get_param("format"),
        "delsp": part.get_param("delsp"),
        "defects": [type(d).__name__ for d in part.defects],
    }
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        found["subject"] = str(part.get_payload(0)["Subject"])
    elif not part.is_multipart():
        content = part.get_payload(decode=True) or b""
        found["sha256"] = hashlib.sha256(content).hexdigest()
        found["size"] = len(content)
        if part.get_content_maintype() == "text":
            found["text"] = content.decode(part.get_content_charset("utf-8"), "replace")
    return found


def walked(part):
    """The parts of this message; an attached message is one part, and not looked into."""
    yield part
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in part.get_payload():
            yield from walked(child)


def opinion(encoded):
    message = email.message_from_bytes(base64.b64decode(encoded), policy=email.policy.SMTPUTF8)
    headers = []
    defects = []
    boxes = {}
    for name, value in message.items():
        headers.append([name, str(value)])
        defects += [f"{name}: {type(d).__name__}" for d in value.defects]
        if hasattr(value, "addresses"):
            boxes.setdefault(name.lower(), []).extend(mailboxes(value))
    date = message["Date"].datetime if message["Date"] is not None else None
    return {
        "headers": headers,
        "addresses": boxes,
        "date": int(date.timestamp()) if date else 0,
        "parts": [described(part) for part in walked(message)],
        "defects": defects,
    }


for line in sys.stdin.buffer:
    print(json.dumps(opinion(line)))
