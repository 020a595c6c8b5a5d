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
-- The address book: one for the profile, whatever account writes. What a vCard has beside what is understood
-- here stays in `other`, so that an export loses nothing. Columns that are searched and shown come first, and
-- photos stand apart, so that looking through all of them reads little. `words` and contact_word are as
-- seen_address has them: a prefix is a range of contact_word.
CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,             -- stable across programs (RFC 6350 6.7.6)
    is_list INTEGER NOT NULL,
    sort_key TEXT NOT NULL,               -- the name as it is sorted by
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    words TEXT NOT NULL,                  -- ' ann miller example org '
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    middle_name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    nickname TEXT NOT NULL,
    title TEXT NOT NULL,
    phones TEXT NOT NULL,                 -- "cell\t+49 30 1", one a line
    categories TEXT NOT NULL,             -- one a line
    changed INTEGER NOT NULL,             -- seconds UTC
    notes TEXT NOT NULL,
    other TEXT NOT NULL                   -- properties of a vCard, one a line
);
CREATE INDEX contact_by_name ON contact(sort_key, id);
CREATE INDEX contact_lists ON contact(sort_key, id) WHERE is_list = 1;
-- What it is called elsewhere, its own uid among it: one that was merged is known again under the uid it came
-- with, and members of a list are found by it.
CREATE TABLE contact_uid (
    uid TEXT PRIMARY KEY,
    contact INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX contact_uid_by_contact ON contact_uid(contact);
-- `use` is seen_address.rank of it, kept up by both sides, so that whom one writes to most is found first.
CREATE TABLE contact_email (
    contact INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mailbox TEXT NOT NULL,
    key TEXT NOT NULL,                    -- to compare by: folded, the domain in ASCII
    seen_key TEXT NOT NULL,               -- as seen_address.key has it
    kind TEXT NOT NULL,
    preferred INTEGER NOT NULL,
    use INTEGER NOT NULL,
    PRIMARY KEY (contact, position)
) WITHOUT ROWID;
CREATE INDEX contact_email_by_key ON contact_email(key);
CREATE INDEX contact_email_by_seen_key ON contact_email(seen_key);
CREATE INDEX contact_email_by_use ON contact_email(use);
CREATE TABLE contact_word (
    word TEXT NOT NULL,
    contact INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
    PRIMARY KEY (word, contact)
) WITHOUT ROWID;
CREATE INDEX contact_word_by_contact ON contact_word(contact);
CREATE TABLE contact_photo (
    contact INTEGER PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,
    type TEXT NOT NULL,                   -- 'image/jpeg'
    bytes BLOB NOT NULL
);
-- A list's members, by uid or by address. One whose contact is gone, or never came, stays: it may come again.
CREATE TABLE contact_member (
    list INTEGER NOT NULL REFERENCES contact(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (list, position)
) WITHOUT ROWID;
CREATE INDEX contact_member_by_member ON contact_member(member);
-- A message that is being written here. It is an ordinary message with one place in Drafts (or Templates), whose
-- id is the draft's own and stays while each save puts another message there: so lists, folders, a change of
-- protocol and the queue know nothing of drafts. What is beside the message:
CREATE TABLE draft (
    placement INTEGER PRIMARY KEY,        -- no reference: it goes with it
    account INTEGER NOT NULL REFERENCES account(id),
    open INTEGER NOT NULL,                -- a window has it; after a crash: had it
    changed_elsewhere INTEGER NOT NULL DEFAULT 0, -- another device changed or removed what the server had of it
    unsaved BLOB                          -- a later text of it, without its attachments; NULL: none
);
CREATE INDEX draft_by_account ON draft(account);
-- Where an account keeps messages to begin with; made when the first is.
CREATE TABLE template_folder (
    account INTEGER PRIMARY KEY REFERENCES account(id),
    folder INTEGER NOT NULL               -- no reference: it may be removed as any other
);
-- The own password of an outgoing server may come from a command, as an account's does; '': the keyring
-- keeps it, or it is asked for at each start.
ALTER TABLE outgoing_server ADD COLUMN password_command TEXT NOT NULL DEFAULT '';

-- A folder that goes to another account, with what is below it and what it holds: its mail is copied in
-- steps, and a moved one goes from where it was once all of it has arrived. Both may take days (offline,
-- a full mailbox), so what is under way is kept. One row a folder; those of one tree share `top`, the
-- row of the uppermost. No references: whatever is named may go first, and an id is never given twice.
CREATE TABLE folder_transfer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    top INTEGER NOT NULL DEFAULT 0,
    source INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    removes INTEGER NOT NULL              -- 1: a move
);
CREATE INDEX folder_transfer_by_top ON folder_transfer(top);
-- Which placement became which, until the transfer has ended. copy 0: it could not be copied.
CREATE TABLE folder_transfer_message (
    transfer INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    copy INTEGER NOT NULL,
    PRIMARY KEY (transfer, origin)
) WITHOUT ROWID;
