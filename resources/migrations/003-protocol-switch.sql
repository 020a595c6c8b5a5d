-- SPDX-License-Identifier: MIT
-- POP3 in depth, and what a change of protocol under a living account needs. A section for each part,
-- each with a comment that says why.

-- POP3 in depth. What a message's header says, whatever its server calls it: the SHA-256 of its canonical
-- header. After a server's migration its messages have other UIDLs and are known by this, also those that
-- were deleted here and of which nothing else is left. Empty where it isn't known (IMAP).
ALTER TABLE remote_message ADD COLUMN header BLOB NOT NULL DEFAULT x'';
-- deleted_here: 1 as the rule in force asks, 2 under a rule that was in force before.

-- Keys that a POP3 server listed once and lists no more. Another program may have deleted them, or the
-- server has other names for them now, or it has shown an empty mailbox for a while: so nothing of what
-- was known is forgotten at once. No reference to the placement: it may go first.
CREATE TABLE lost_key (
    remote_folder INTEGER NOT NULL REFERENCES remote_folder(id),
    key BLOB NOT NULL,
    header BLOB NOT NULL,
    placement INTEGER,                    -- NULL: deleted here
    deleted_here INTEGER NOT NULL,
    since INTEGER NOT NULL,               -- seconds UTC
    looks INTEGER NOT NULL DEFAULT 0,     -- complete listings without it, at most 2
    PRIMARY KEY (remote_folder, key)
) WITHOUT ROWID;
CREATE INDEX lost_key_by_header ON lost_key(remote_folder, header) WHERE header <> x'';
CREATE INDEX lost_key_by_placement ON lost_key(placement) WHERE placement IS NOT NULL;

-- What a server said of itself (RFC 2449 6.5, 6.7), and when another program was first found to delete mail
-- from it, which is told once: seconds UTC, 0 never.
ALTER TABLE incoming_server ADD COLUMN expire_days INTEGER; -- NULL: not told; -1: NEVER
ALTER TABLE incoming_server ADD COLUMN login_delay INTEGER NOT NULL DEFAULT 0; -- seconds
ALTER TABLE incoming_server ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0;

-- Its Inbox stands on its own and not in "All Inboxes".
ALTER TABLE account ADD COLUMN inbox_apart INTEGER NOT NULL DEFAULT 0;
-- What stands for the password is an access token (OAuth 2).
ALTER TABLE account ADD COLUMN password_is_token INTEGER NOT NULL DEFAULT 0;

-- The switch. The new server has a row from the preview on, retired like any that isn't in use: 1 in
-- `prepared` says that it is about to be.
ALTER TABLE incoming_server ADD COLUMN prepared INTEGER NOT NULL DEFAULT 0;
-- Until when nothing is deleted at this server, whatever its rule or a waiting deletion says: seconds
-- UTC, 0: not frozen. A preview's mark ends by itself, so that one that was forgotten fills no mailbox.
ALTER TABLE incoming_server ADD COLUMN frozen_until INTEGER NOT NULL DEFAULT 0;
-- How its UIDLs follow from IMAP's UIDs, as it was learned; '': not known.
ALTER TABLE incoming_server ADD COLUMN uidl_formula TEXT NOT NULL DEFAULT '';

-- What was decided and how far it is. `preview` and `report` are JSON (switchjson.cpp): read and written
-- whole, a few kilobytes, and nothing looks for anything in them.
CREATE TABLE switch_journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    from_server INTEGER NOT NULL REFERENCES incoming_server(id),
    to_server INTEGER NOT NULL REFERENCES incoming_server(id),
    state INTEGER NOT NULL,               -- SwitchState
    stage INTEGER NOT NULL,               -- SwitchStage: the one that was begun
    begun INTEGER NOT NULL,               -- seconds UTC, as the next two
    committed INTEGER NOT NULL DEFAULT 0,
    undoable_until INTEGER NOT NULL DEFAULT 0,
    backup TEXT NOT NULL DEFAULT '',      -- folder of the snapshot; '': none
    preview TEXT NOT NULL,
    report TEXT NOT NULL DEFAULT ''
);
CREATE INDEX switch_journal_by_account ON switch_journal(account, id);

-- What the switch puts on the server, written before it is sent: from which UID on it would show, and
-- how it is known again. The key once that is told or found; only what stands here with a key is ever
-- taken off again.
CREATE TABLE switch_message (
    switch INTEGER NOT NULL REFERENCES switch_journal(id),
    placement INTEGER NOT NULL,           -- no reference: the user may delete it meanwhile
    path BLOB NOT NULL,                   -- the server's name of the folder
    uidvalidity INTEGER NOT NULL,
    uidnext INTEGER NOT NULL,             -- before it was sent
    size INTEGER NOT NULL,
    header_hash BLOB NOT NULL,
    flags INTEGER NOT NULL,               -- as it was sent
    tags TEXT NOT NULL,
    key BLOB NOT NULL DEFAULT x'',        -- empty: sent, perhaps; not known
    state INTEGER NOT NULL DEFAULT 0,     -- SwitchUpload::State
    PRIMARY KEY (switch, placement)
) WITHOUT ROWID;
-- What a server lets an account hold (quota, RFC 9208; the largest message, RFC 7889), as it was last told:
-- asked for once a day, shown without asking, and known to who has much to put there. Bytes; NULL: not told.
ALTER TABLE incoming_server ADD COLUMN quota_used INTEGER;
ALTER TABLE incoming_server ADD COLUMN quota_limit INTEGER;
ALTER TABLE incoming_server ADD COLUMN append_limit INTEGER;
ALTER TABLE incoming_server ADD COLUMN limits_asked_at INTEGER NOT NULL DEFAULT 0; -- seconds UTC; 0: never
-- What two clients do to the same things.
-- The server's own name of a folder (MAILBOXID, RFC 8474 4), by which it is known again under another path.
ALTER TABLE remote_folder ADD COLUMN mailbox_id BLOB NOT NULL DEFAULT x'';
-- 0: the server keeps no new tags there (PERMANENTFLAGS without \*); those given here stay on this computer.
ALTER TABLE folder ADD COLUMN keeps_tags INTEGER NOT NULL DEFAULT 1;
-- 1: the server has told that the message is gone from where the operation would have found it. Another
-- client may have moved it: then it is known again wherever it appears.
ALTER TABLE operation_placement ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
-- The newest placement when the user acted: what came later may be the same message, moved by others.
ALTER TABLE operation ADD COLUMN newest_placement INTEGER NOT NULL DEFAULT 0;
