-- SPDX-License-Identifier: MIT
-- The index of every account's mail. One database for all accounts, so that a unified Inbox, a
-- search or a removal is one query or one transaction. The outbox and the journal of a protocol
-- switch come with migrations of their own, with the parts of the program that need them.
--
-- AUTOINCREMENT wherever an id leaves the store: an id is never given to another row, so that a
-- window, a script or a waiting operation that holds an old one finds nothing and not a stranger.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    password_kind INTEGER NOT NULL,
    password_command TEXT NOT NULL,
    ca_file TEXT NOT NULL,
    keep INTEGER NOT NULL,                -- ContentLevel
    keep_days INTEGER NOT NULL,           -- 0: always
    content_swept_to INTEGER NOT NULL DEFAULT 0 -- content ids up to here are known to be in `part` or gone
);

CREATE TABLE identity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    display_name TEXT NOT NULL,
    email TEXT NOT NULL
);
CREATE INDEX identity_by_account ON identity(account);

-- A server is retired and never deleted when the account changes its protocol: its bindings say what
-- has been fetched already, and are what "change back" rests on.
CREATE TABLE incoming_server (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    protocol TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    user TEXT NOT NULL,
    leave_on_server TEXT NOT NULL,
    leave_since INTEGER NOT NULL DEFAULT 0, -- the rule is for mail fetched after this, seconds UTC
    retired_at INTEGER                    -- seconds UTC; NULL: in use
);
CREATE UNIQUE INDEX incoming_server_in_use ON incoming_server(account) WHERE retired_at IS NULL;

CREATE TABLE outgoing_server (
    account INTEGER PRIMARY KEY REFERENCES account(id),
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    user TEXT NOT NULL
);

-- Counters are kept in the transaction that changes what they count: counting a million takes 40 ms.
CREATE TABLE folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    parent INTEGER REFERENCES folder(id),
    name TEXT NOT NULL,
    path TEXT NOT NULL,                   -- of a removed folder: made unique, so that the name is free
    role TEXT NOT NULL,
    selectable INTEGER NOT NULL DEFAULT 1,
    removed INTEGER NOT NULL DEFAULT 0,   -- by the user, not yet at the server; its mail is kept till then
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    on_computer INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, path)
);
CREATE INDEX folder_by_parent ON folder(parent);

-- A message whatever folders it stands in. What a list shows is in columns; the rest of the envelope
-- is one packed value, read only when a message is opened.
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,             -- no reference: removing an account would scan for each row
    thread INTEGER NOT NULL,              -- see thread_merge
    fingerprint BLOB NOT NULL,
    message_id BLOB NOT NULL,
    from_name TEXT NOT NULL,
    from_mailbox TEXT NOT NULL,
    to_list BLOB NOT NULL,
    subject TEXT NOT NULL,
    received INTEGER NOT NULL,
    size INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    structure BLOB NOT NULL,
    preview TEXT NOT NULL DEFAULT '',
    level INTEGER NOT NULL DEFAULT 0,     -- ContentLevel
    bytes INTEGER NOT NULL DEFAULT 0,     -- content here, uncompressed
    fetched INTEGER NOT NULL DEFAULT 0,   -- when everything was here, seconds UTC
    not_before INTEGER NOT NULL DEFAULT 0,-- a fetch that failed is not repeated before
    fetch_error TEXT NOT NULL DEFAULT ''
);

-- A message's place in a folder, with all that lists sort by.
CREATE TABLE placement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL REFERENCES message(id),
    folder INTEGER REFERENCES folder(id), -- NULL: deleted by the user, not yet at the server; no list finds it
    bound INTEGER NOT NULL,               -- at the current server: 0 no, 1 in this folder, 2 in another (moved here)
    flags INTEGER NOT NULL,
    tags TEXT NOT NULL,
    unread INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    attachment INTEGER NOT NULL,
    level INTEGER NOT NULL,               -- the message's
    date INTEGER NOT NULL,
    size INTEGER NOT NULL,
    from_key BLOB NOT NULL,               -- folded, so that bytes compare as people expect
    subject_key BLOB NOT NULL             -- folded, without "Re:"
);
-- The newest first, ids alone, and counting by date read this index only. The three marks are in it so
-- that "the rest" of a list sorted by a mark needs no look into the table.
CREATE INDEX placement_by_date ON placement(folder, date, id, unread, flagged, attachment);
CREATE INDEX placement_by_from ON placement(folder, from_key, date);
CREATE INDEX placement_by_subject ON placement(folder, subject_key, date);
CREATE INDEX placement_by_size ON placement(folder, size);
-- Partial: few rows carry a mark, and those that don't pay nothing for the index.
CREATE INDEX placement_unread ON placement(folder, date) WHERE unread = 1;
CREATE INDEX placement_flagged ON placement(folder, date) WHERE flagged = 1;
CREATE INDEX placement_attachment ON placement(folder, date) WHERE attachment = 1;
-- What is still to be fetched, newest first; empties as content arrives.
CREATE INDEX placement_wanting ON placement(folder, level, date) WHERE level < 3;
CREATE INDEX placement_by_message ON placement(message);

-- Threads: each Message-ID that a message has or names leads to its thread. Ids are hashed (8 bytes).
-- When a message joins two threads, one is noted as merged into the other, so that the work does not
-- grow with the threads: a message's thread is thread_merge's root where there is one.
CREATE TABLE thread_link (
    account INTEGER NOT NULL,
    id_hash INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    PRIMARY KEY (account, id_hash)
) WITHOUT ROWID;
CREATE TABLE thread_merge (
    thread INTEGER PRIMARY KEY,
    root INTEGER NOT NULL
);
CREATE INDEX thread_merge_by_root ON thread_merge(root);

CREATE TABLE remote_folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incoming_server INTEGER NOT NULL REFERENCES incoming_server(id),
    folder INTEGER NOT NULL REFERENCES folder(id),
    path BLOB NOT NULL,                   -- the server's own bytes
    delimiter TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL DEFAULT 0,
    uidnext INTEGER NOT NULL DEFAULT 0,
    highestmodseq INTEGER NOT NULL DEFAULT 0,
    backfill_below INTEGER NOT NULL DEFAULT 0,
    UNIQUE (incoming_server, path)
);
CREATE INDEX remote_folder_by_folder ON remote_folder(folder);

-- The binding: which key at which server stands for which message and placement. Apart from both, so
-- that a UIDVALIDITY may change, or the protocol, and no mail is touched. A key without a message is
-- known and never fetched (again): deleted here, or not wanted.
-- `number` is the key's value where it is decimal, else -1, so that keys come in the server's order.
-- `message` has no reference: it always is the placement's, and checking it would need an index more.
CREATE TABLE remote_message (
    remote_folder INTEGER NOT NULL REFERENCES remote_folder(id),
    number INTEGER NOT NULL,
    key BLOB NOT NULL,
    message INTEGER,
    placement INTEGER REFERENCES placement(id),
    flags INTEGER NOT NULL DEFAULT 0,     -- as the server last said
    tags TEXT NOT NULL DEFAULT '',
    deleted_here INTEGER NOT NULL DEFAULT 0, -- by the user: may be deleted on the server if the rule says so
    PRIMARY KEY (remote_folder, number, key)
) WITHOUT ROWID;
CREATE INDEX remote_message_by_placement ON remote_message(placement) WHERE placement IS NOT NULL;

-- Where a server may show a placement that has no key there (moved, or its keys became void), by the
-- first bytes of the fingerprint. What appears is looked up here before it counts as new.
CREATE TABLE expected (
    folder INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    placement INTEGER NOT NULL REFERENCES placement(id),
    PRIMARY KEY (folder, fingerprint, placement)
) WITHOUT ROWID;
CREATE INDEX expected_by_placement ON expected(placement);

-- What of a message is here. The bytes are in the account's content database under `content`, and were
-- durable there before this row said so.
CREATE TABLE part (
    message INTEGER NOT NULL REFERENCES message(id),
    section BLOB NOT NULL,                -- "" the whole message, "HEADER", "1.2"
    account INTEGER NOT NULL,
    content INTEGER NOT NULL,
    bytes INTEGER NOT NULL,               -- uncompressed
    sha256 BLOB NOT NULL,
    PRIMARY KEY (message, section)
) WITHOUT ROWID;
CREATE INDEX part_by_content ON part(account, content);

-- Content that no row names any more, to be taken out of the content database afterwards.
CREATE TABLE content_garbage (
    account INTEGER NOT NULL,
    content INTEGER NOT NULL,
    PRIMARY KEY (account, content)
) WITHOUT ROWID;
-- Accounts that are gone and whose content database is still to be deleted.
CREATE TABLE account_garbage (
    account INTEGER PRIMARY KEY
);

-- What the user did and the server has not confirmed. Local ids only.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    source INTEGER NOT NULL DEFAULT 0,
    destination INTEGER NOT NULL DEFAULT 0,
    add_flags INTEGER NOT NULL DEFAULT 0,
    remove_flags INTEGER NOT NULL DEFAULT 0,
    add_tags TEXT NOT NULL DEFAULT '',
    remove_tags TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    old_name TEXT NOT NULL DEFAULT '',    -- RenameFolder: what discarding goes back to
    attempts INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX operation_by_account ON operation(account, state);
-- The few on folders are asked for at each operation taken: many waiting must not cost their square.
CREATE INDEX operation_on_folder ON operation(account) WHERE kind >= 4;
CREATE TABLE operation_placement (
    operation INTEGER NOT NULL REFERENCES operation(id),
    placement INTEGER NOT NULL REFERENCES placement(id),
    role INTEGER NOT NULL DEFAULT 0,      -- 0: acted on; 1: what a copy is made from, so that order holds for it too
    origin INTEGER NOT NULL DEFAULT 0,    -- Copy: the placement this one is a copy of
    PRIMARY KEY (operation, placement)
) WITHOUT ROWID;
CREATE INDEX operation_placement_by_placement ON operation_placement(placement);
