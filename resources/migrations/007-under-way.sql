-- SPDX-License-Identifier: MIT
-- Format 7: what is under way is always told. Conventions as in 001-mail.sql.

-- A folder on its way to another account is one change that waits, also while no operation of it does:
-- it has a number among those of operations, and of no other, and says since when. Of what was under
-- way before, nobody knows how long.
ALTER TABLE folder_transfer ADD COLUMN number INTEGER NOT NULL DEFAULT 0; -- of the top one; else 0
ALTER TABLE folder_transfer ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;  -- seconds UTC
INSERT INTO sqlite_sequence (name, seq) SELECT 'operation', 0 WHERE NOT EXISTS
    (SELECT 1 FROM sqlite_sequence WHERE name = 'operation');
UPDATE folder_transfer SET begun = unixepoch(), number = id +
    (SELECT seq FROM sqlite_sequence WHERE name = 'operation') WHERE id = top;
UPDATE sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(number), 0) FROM folder_transfer))
    WHERE name = 'operation';
