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
