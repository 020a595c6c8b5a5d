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
