-- SPDX-License-Identifier: MIT
-- One account's raw mail. Nothing here is believed unless mail.db's `part` names it, so a crash leaves
-- at worst rows that nobody names. Each write is a new row: what is indexed is never overwritten.
CREATE TABLE content (
    id INTEGER PRIMARY KEY,               -- from content_id
    message INTEGER NOT NULL,             -- mail.db's, for a person looking on
    section BLOB NOT NULL
);
-- In pieces of at most 1 MiB, each compressed by itself, so that a large message needs little memory.
CREATE TABLE chunk (
    content INTEGER NOT NULL REFERENCES content(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes INTEGER NOT NULL,               -- uncompressed
    data BLOB NOT NULL                    -- zstd
);
CREATE UNIQUE INDEX chunk_by_content ON chunk(content, number);
-- The next id that was never taken. Never again, even for a row that is gone: mail.db may still list
-- the old one as garbage.
CREATE TABLE content_id (next INTEGER NOT NULL);
INSERT INTO content_id VALUES (1);
