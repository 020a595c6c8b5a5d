-- SPDX-License-Identifier: MIT
-- What IMAP in depth needs: a policy of what is kept per folder, what the server says of folders, and
-- messages that a server names itself.

ALTER TABLE account ADD COLUMN largest_kept INTEGER NOT NULL DEFAULT 0; -- bytes; 0: no limit
ALTER TABLE account ADD COLUMN less_on_metered INTEGER NOT NULL DEFAULT 1;

ALTER TABLE folder ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE folder ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN keep INTEGER;      -- ContentLevel; NULL: as the account
ALTER TABLE folder ADD COLUMN keep_days INTEGER; -- NULL: as the account; 0: always

-- The folder list groups what is another user's and what is shared apart from the user's own (NAMESPACE,
-- RFC 2342): 0 the user's, 1 another user's, 2 shared.
ALTER TABLE folder ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
-- The name a server gives a message wherever it stands (OBJECTID's EMAILID, Gmail's X-GM-MSGID): what
-- stands in several folders is then one message here too, fetched once. By server, because another
-- one may use the same names.
CREATE TABLE email_id (
    incoming_server INTEGER NOT NULL REFERENCES incoming_server(id),
    id BLOB NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (incoming_server, id)
) WITHOUT ROWID;
CREATE INDEX email_id_by_message ON email_id(message);
-- 1: folders are labels of one message, which has one set of flags (Gmail).
ALTER TABLE incoming_server ADD COLUMN labels INTEGER NOT NULL DEFAULT 0;

-- What is kept on this computer. The user's own word on a message stands above the folder's rule:
-- 1 wanted (fetched whole and kept), 2 freed (not fetched again unless it is asked for). The message's;
-- the same in all its placements, beside what lists and the search for work read.
ALTER TABLE placement ADD COLUMN wish INTEGER NOT NULL DEFAULT 0;
-- When the user last had content of it brought here, seconds UTC; 0: never, only the rule did.
ALTER TABLE message ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
-- Placements that no key at the current server stands for.
ALTER TABLE folder ADD COLUMN only_here INTEGER NOT NULL DEFAULT 0;
CREATE INDEX placement_only_here ON placement(folder, date) WHERE bound = 0;
UPDATE folder SET only_here = (SELECT count(*) FROM placement p WHERE p.folder = folder.id AND p.bound = 0);
-- Freed mail wants nothing: with it in the index, each pass would walk over all of it.
DROP INDEX placement_wanting;
CREATE INDEX placement_wanting ON placement(folder, level, date) WHERE level < 3 AND wish = 0;
CREATE INDEX placement_wished ON placement(folder, wish, level, date) WHERE wish > 0;
-- What there is to remove, where a rule keeps less: asked at each pass, so it must cost what is found.
CREATE INDEX placement_kept ON placement(folder, level, attachment, date) WHERE level > 0;
-- When a server was found to have lost what a folder held (seconds UTC; 0: it didn't). The copies are
-- kept, unbound, and the user is asked whether to put them back.
ALTER TABLE folder ADD COLUMN emptied INTEGER NOT NULL DEFAULT 0;
-- What the user does offline. An upload notes, before it is sent, from which UID on its outcome would
-- show, so that it is never sent twice.
ALTER TABLE operation_placement ADD COLUMN uidvalidity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operation_placement ADD COLUMN uidnext INTEGER NOT NULL DEFAULT 0; -- 0: never sent
ALTER TABLE operation ADD COLUMN subscribe INTEGER NOT NULL DEFAULT 0; -- Subscribe: on or off
-- Mail that goes to another account: whether the original is removed once the copy is confirmed, and which
-- copy waits for an original.
ALTER TABLE operation ADD COLUMN removes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX operation_placement_by_origin ON operation_placement(origin) WHERE origin <> 0;
