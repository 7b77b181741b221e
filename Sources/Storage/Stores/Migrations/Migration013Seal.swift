// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The seal: the order of the journal's lines, the tree over them, its signed heads, the keys, and who seals.
let sealing = Migration(
    number: 13, name: "seal",
    statements: [
        // Lines that were saved and have no position yet. Filled by the engine itself, so that no way of writing a line can forget it.
        .both("CREATE TABLE seal_wait (line {ID} PRIMARY KEY)"),
        .sqlite("CREATE TRIGGER journal_waits AFTER INSERT ON journal BEGIN INSERT INTO seal_wait (line) VALUES (NEW.id); END"),
        .postgres(
            """
            CREATE FUNCTION journal_waits() RETURNS trigger AS
            $$ BEGIN INSERT INTO seal_wait (line) VALUES (NEW.id); RETURN NULL; END $$ LANGUAGE plpgsql
            """),
        .postgres("CREATE TRIGGER journal_waits AFTER INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_waits()"),
        .both("INSERT INTO seal_wait (line) SELECT id FROM journal"),
        // The leaf is kept, so that an audit can name the line that was changed.
        .both("CREATE TABLE seal_line (position {ID} PRIMARY KEY, line {INT} NOT NULL CONSTRAINT line_sealed_once UNIQUE, leaf {BLOB} NOT NULL)"),
        // Complete nodes of each fourth level above the leaves.
        .both("CREATE TABLE seal_node (level {INT} NOT NULL, place {INT} NOT NULL, hash {BLOB} NOT NULL, PRIMARY KEY (level, place)) {CLUSTERED}"),
        .both(
            """
            CREATE TABLE seal_key (
              id {TEXT} PRIMARY KEY, public_key {BLOB} NOT NULL, valid_from {INT} NOT NULL CONSTRAINT key_one_at_a_time UNIQUE, previous {TEXT},
              endorsement {BLOB}, line {INT} NOT NULL)
            """),
        .both(
            """
            CREATE TABLE seal_head (
              size {ID} PRIMARY KEY, root {BLOB} NOT NULL, at {INT} NOT NULL, signed_by {TEXT} NOT NULL REFERENCES seal_key (id), signature {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX seal_head_by_time ON seal_head (at, size)"),
        .both("CREATE TABLE seal_lease (id {ID} PRIMARY KEY, fence {INT} NOT NULL, beat {INT} NOT NULL, holder {TEXT} NOT NULL)"),
        .both("INSERT INTO seal_lease (id, fence, beat, holder) VALUES (1, 0, 0, '')"),
    ] + appendOnly(["seal_line", "seal_node", "seal_head", "seal_key"]))
