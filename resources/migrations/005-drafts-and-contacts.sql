-- SPDX-License-Identifier: MIT
-- Drafts, templates and the address book. A section for each part, each with a comment that says why.

-- What was deleted at a server without flags (POP3), and the server has said that it is. Some only hide it
-- from POP3, so that it shows again over IMAP; some answer before they remove anything, and list it once
-- more. What is known of such a message by its key and by its header is neither new nor wanted. The newest
-- hundred thousand a folder.
CREATE TABLE removed_key (
    remote_folder INTEGER NOT NULL REFERENCES remote_folder(id),
    key BLOB NOT NULL,
    header BLOB NOT NULL,                 -- as in remote_message; empty: not known
    placement INTEGER,                    -- what it stood for, while that is here; no reference: it may go first
    since INTEGER NOT NULL,               -- seconds UTC
    times INTEGER NOT NULL DEFAULT 0,     -- deleted again, because it was listed again
    PRIMARY KEY (remote_folder, key)
) WITHOUT ROWID;
CREATE INDEX removed_key_by_age ON removed_key(remote_folder, since);
CREATE INDEX removed_key_by_placement ON removed_key(placement) WHERE placement IS NOT NULL;
-- remote_message.deleted_here: 3, deleted there before, and to be deleted there again.
