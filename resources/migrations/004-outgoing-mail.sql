-- SPDX-License-Identifier: MIT
-- Writing and sending. A section for each part, each with a comment that says why.

-- Outgoing servers. An account may have several, and an identity may have one of its own, so each has an
-- id. What it takes at most is remembered, so that a message that is too large is known before it is
-- queued.
CREATE TABLE outgoing_server_4 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    host TEXT NOT NULL,                   -- '': none set up
    port INTEGER NOT NULL,
    security TEXT NOT NULL,
    user TEXT NOT NULL,                   -- '': as incoming
    own_password INTEGER NOT NULL DEFAULT 0, -- 0: as incoming
    largest INTEGER                       -- bytes (SIZE, RFC 1870); NULL: not told
);
INSERT INTO outgoing_server_4 (account, host, port, security, user)
    SELECT account, host, port, security, user FROM outgoing_server ORDER BY account;
DROP TABLE outgoing_server;
ALTER TABLE outgoing_server_4 RENAME TO outgoing_server;
CREATE INDEX outgoing_server_by_account ON outgoing_server(account);
-- The one that is used where an identity names no other; the account settings' own.
ALTER TABLE account ADD COLUMN outgoing_server INTEGER;
UPDATE account SET outgoing_server = (SELECT id FROM outgoing_server o WHERE o.account = account.id);
-- What becomes of sent mail (SentFiling): 0 looked for at the server, and put there if it isn't; 1 put there;
-- 2 the server files it by itself.
ALTER TABLE account ADD COLUMN sent_filing INTEGER NOT NULL DEFAULT 0;

-- Identities: the first of an account is the one that it was set up with.
ALTER TABLE identity ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
ALTER TABLE identity ADD COLUMN signature_text TEXT NOT NULL DEFAULT '';
ALTER TABLE identity ADD COLUMN signature_html TEXT NOT NULL DEFAULT '';
ALTER TABLE identity ADD COLUMN signature_above INTEGER NOT NULL DEFAULT 0; -- the quote; 0: below it
ALTER TABLE identity ADD COLUMN outgoing_server INTEGER; -- NULL: as the account

-- The outbox. A message that is to be sent has its row and its content as any other, and no placement: it
-- is placed in Sent by the transaction that notes the server's 250, so that no list, action or change of
-- protocol ever meets one that isn't sent. The row here stays while anything is undecided, and keeps the
-- message as a placement would.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account(id),
    identity INTEGER,                     -- no reference: it may be removed meanwhile
    message INTEGER NOT NULL REFERENCES message(id),
    filed INTEGER NOT NULL DEFAULT 0,     -- some recipient has it: it stands in Sent
    sender TEXT NOT NULL,                 -- MAIL FROM
    needs INTEGER NOT NULL,               -- 1: 8BITMIME, 2: SMTPUTF8 for its header
    notify INTEGER NOT NULL DEFAULT 0,    -- DSN (RFC 3461 4.1): 1 success, 2 failure, 4 delay; 0: as the server does
    state INTEGER NOT NULL,               -- OutboxState
    chosen_time INTEGER NOT NULL,         -- the user's, seconds UTC; 0: at once
    not_before INTEGER NOT NULL,          -- not tried before, seconds UTC
    attempts INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,             -- seconds UTC
    -- From where on it would show in the server's Sent folder: no server can have filed it before.
    sent_uidvalidity INTEGER NOT NULL DEFAULT 0,
    sent_uidnext INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',       -- a sentence
    error_kind INTEGER NOT NULL DEFAULT 0 -- ErrorKind
);
CREATE INDEX outbox_by_account ON outbox(account, state, not_before);
CREATE INDEX outbox_by_message ON outbox(message);
CREATE TABLE outbox_recipient (
    outbox INTEGER NOT NULL REFERENCES outbox(id),
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    state INTEGER NOT NULL,               -- RecipientState
    reply TEXT NOT NULL DEFAULT '',       -- what the server said of it, as a sentence
    PRIMARY KEY (outbox, position)
) WITHOUT ROWID;
-- What it answers or forwards: marked so in the transaction that notes the 250.
CREATE TABLE outbox_original (
    outbox INTEGER NOT NULL REFERENCES outbox(id),
    placement INTEGER NOT NULL,           -- no reference: it may be deleted meanwhile
    flag INTEGER NOT NULL,                -- Flag
    PRIMARY KEY (outbox, placement, flag)
) WITHOUT ROWID;
-- An upload of sent mail to a server that files it by itself: it is looked for, and never sent.
ALTER TABLE operation ADD COLUMN only_looked_for INTEGER NOT NULL DEFAULT 0;
-- Whom mail was exchanged with, for completing addresses. Derived from the messages, and collected behind
-- them (SeenAddresses), so that fetching pays nothing for it and a profile from before is read once. Words
-- are folded; a prefix of one is a range of seen_word, and whoever is written to most stands first in
-- seen_address_by_rank.
CREATE TABLE seen_address (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,             -- the mailbox, folded
    mailbox TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,                  -- ' ann miller example org '
    sent INTEGER NOT NULL,                -- messages to it
    seen INTEGER NOT NULL,                -- messages from it
    last INTEGER NOT NULL,                -- seconds UTC
    rank INTEGER NOT NULL
);
CREATE INDEX seen_address_by_rank ON seen_address(rank);
CREATE TABLE seen_word (
    word TEXT NOT NULL,
    address INTEGER NOT NULL REFERENCES seen_address(id),
    PRIMARY KEY (word, address)
) WITHOUT ROWID;
CREATE INDEX seen_word_by_address ON seen_word(address);
CREATE TABLE seen_address_state (
    collected INTEGER NOT NULL            -- messages up to this id are in
);
INSERT INTO seen_address_state (collected) VALUES (0);

-- What a server doesn't let its user do in a folder (MYRIGHTS, RFC 4314), as FolderRights: an action is
-- refused here, and explained, before it waits in vain. Asked again a day later, or after a refusal.
ALTER TABLE folder ADD COLUMN missing_rights INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN rights_asked INTEGER NOT NULL DEFAULT 0; -- seconds UTC; 0: to be asked
-- A change of protocol that goes on where it was, days later and by itself. When it does, seconds UTC (0: when
-- somebody says so), and how often in a row it failed.
ALTER TABLE switch_journal ADD COLUMN next_try INTEGER NOT NULL DEFAULT 0;
ALTER TABLE switch_journal ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
-- What was here when it began, so that nothing is committed while one of these is missing or has other bytes.
CREATE TABLE switch_before (
    switch INTEGER NOT NULL REFERENCES switch_journal(id),
    placement INTEGER NOT NULL,           -- no reference: it may be deleted meanwhile
    sha256 BLOB NOT NULL,                 -- of the whole message; empty: it wasn't here whole
    removed INTEGER NOT NULL DEFAULT 0,   -- 1: deleted since, by the user or at the server
    PRIMARY KEY (switch, placement)
) WITHOUT ROWID;
-- Folders that it makes on the server, written before they are made: only these may be removed again.
CREATE TABLE switch_folder (
    switch INTEGER NOT NULL REFERENCES switch_journal(id),
    name TEXT NOT NULL,                   -- decoded, with the server's delimiter
    path BLOB NOT NULL DEFAULT x'',       -- empty: made, perhaps; not known
    PRIMARY KEY (switch, name)
) WITHOUT ROWID;
-- What comparing has read of a server's messages, so that a resumed switch fetches no header twice. A changed
-- UIDVALIDITY makes it void; it goes with the commit.
CREATE TABLE switch_header (
    incoming_server INTEGER NOT NULL REFERENCES incoming_server(id),
    path BLOB NOT NULL,
    uidvalidity INTEGER NOT NULL,
    key BLOB NOT NULL,
    size INTEGER NOT NULL,                -- as it was listed: another one is another message
    loose BLOB NOT NULL,
    header BLOB NOT NULL,
    body BLOB NOT NULL,                   -- empty: only its header was read
    PRIMARY KEY (incoming_server, path, uidvalidity, key)
) WITHOUT ROWID;
