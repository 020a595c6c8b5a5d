-- SPDX-License-Identifier: MIT
-- Format 6: what other devices and servers do to what was written here. Conventions as in 001-mail.sql.

-- Sent mail that was put into the server's Sent folder, for as long as the server may still file it by
-- itself: then ours is the one too many, known by this key and no other.
CREATE TABLE filed_sent (
    remote_folder INTEGER NOT NULL,       -- no reference: a folder may go first
    message_id BLOB NOT NULL,
    key BLOB NOT NULL,                    -- as the server told it for what was put there
    filed_at INTEGER NOT NULL,            -- seconds UTC
    PRIMARY KEY (remote_folder, message_id)
) WITHOUT ROWID;

-- draft.changed_elsewhere is a set now (DraftRow): 1 it is to be told, 2 the server lost what it had of the
-- draft, by others, 4 nothing was written here since. What stood there before was 0 or 1, and still is right.
