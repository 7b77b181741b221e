// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The history of a nation on PostgreSQL stands in one partition a year, by the year in which an identifier was minted (UTC).
///
/// No row moves: what a database holds becomes its first partition, which is open towards the future. `keep_partitions` closes the open one at the
/// end of a year and opens the next, well ahead; it is asked at once, and by servers each hour. The last partition is always open, so that no write
/// ever lacks one. Keys, references, plain indexes and triggers are the whole table's and follow into each partition; of two entries that resolve the
/// same one, a partition's own index refuses the second, and a trigger where the two were minted in different years.
let partitions = Migration(
    number: 17, name: "partitions",
    statements: [
        .postgres(yearOfID), .postgres(firstIDOfYear), .postgres(partitionHistory), .postgres("SELECT partition_history('entry')"),
        .postgres("SELECT partition_history('journal')"), .postgres(resolvesOnce), .postgres(resolvesOnceTrigger), .postgres(keepPartitions),
        .postgres("SELECT keep_partitions(root, CAST(date_part('epoch', now()) * 1000 AS BIGINT)) FROM (VALUES ('entry'), ('journal')) AS history (root)"),
        .postgres("DROP FUNCTION partition_history(TEXT)"),
    ])

/// See ``IdentifierMint``: 41 bits of milliseconds from 2024-01-01.
private let yearOfID = """
    CREATE FUNCTION year_of_id(id BIGINT) RETURNS INT LANGUAGE sql IMMUTABLE AS
    $$ SELECT CAST(date_part('year', to_timestamp((id >> 22) / 1000.0 + 1704067200) AT TIME ZONE 'UTC') AS INT) $$
    """

private let firstIDOfYear = """
    CREATE FUNCTION first_id_of_year(year INT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
    $$ SELECT ((CAST(date_part('epoch', make_date(year, 1, 1)) AS BIGINT) - 1704067200) * 1000) << 22 $$
    """

/// Puts a partitioned table in the place of a plain one, which becomes its only partition. Changes the catalogue alone, whatever the table holds.
private let partitionHistory = """
    CREATE FUNCTION partition_history(root TEXT) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      plain OID := to_regclass(root);
      part TEXT := root || '_2024';
      again TEXT[];
      step TEXT;
    BEGIN
      -- What belongs to the whole from now on, in the words that make it; what has a unique index but no key stays the part's own.
      SELECT array_agg(words ORDER BY place) INTO again FROM (
        SELECT CASE contype WHEN 'p' THEN 1 ELSE 2 END AS place, format('ALTER TABLE %I ADD CONSTRAINT %I %s', root, conname, pg_get_constraintdef(oid)) AS words
        FROM pg_constraint WHERE conrelid = plain AND contype IN ('p', 'f')
        UNION ALL SELECT 3, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = plain AND NOT indisunique
        UNION ALL SELECT 4, format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (MAXVALUE)', root, part)
        UNION ALL SELECT 5, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = plain AND NOT tgisinternal
        UNION ALL SELECT 6, format('GRANT %s ON %I TO %s', g.privilege_type, root, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
        FROM pg_class t, aclexplode(t.relacl) g WHERE t.oid = plain AND g.grantee <> t.relowner) AS found;
      FOR step IN SELECT tgname FROM pg_trigger WHERE tgrelid = plain AND NOT tgisinternal LOOP
        EXECUTE format('DROP TRIGGER %I ON %I', step, root);
      END LOOP;
      FOR step IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = plain LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', step, part || substr(step, length(root) + 1));
      END LOOP;
      EXECUTE format('ALTER TABLE %I RENAME TO %I', root, part);
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING CONSTRAINTS) PARTITION BY RANGE (id)', root, part);
      FOREACH step IN ARRAY again LOOP EXECUTE step; END LOOP;
    END $$
    """

/// Looks at other years' partitions, and only where a pending entry outlived its year.
private let resolvesOnce = """
    CREATE FUNCTION entry_resolves_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM entry WHERE resolves = NEW.resolves AND id <> NEW.id) THEN
        RAISE unique_violation USING MESSAGE = 'entry ' || NEW.resolves || ' is resolved already', TABLE = 'entry', CONSTRAINT = 'entry_resolved_once';
      END IF;
      RETURN NULL;
    END $$
    """

private let resolvesOnceTrigger = """
    CREATE TRIGGER entry_resolves_once AFTER INSERT ON entry
    FOR EACH ROW WHEN (NEW.resolves IS NOT NULL AND year_of_id(NEW.resolves) <> year_of_id(NEW.id)) EXECUTE FUNCTION entry_resolves_once()
    """

/// One step towards partitions for this year and the next, with an open one after them; `at` is in milliseconds of Unix time. Answers `done`, or
/// `again` where there is more to do in a transaction of its own, or `busy` where somebody else is at it.
///
/// An open partition that holds rows is closed in three steps: a CHECK that is not valid yet (an instant), its validation (reads the partition and keeps
/// nobody waiting), the change of bounds (an instant, for the CHECK proves them). It is closed 30 days ahead at least: nobody who writes meets the CHECK.
private let keepPartitions = #"""
    CREATE FUNCTION keep_partitions(root TEXT, at BIGINT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
    DECLARE
      this_year INT := date_part('year', to_timestamp(at / 1000.0) AT TIME ZONE 'UTC');
      part RECORD;
      bound RECORD;
      newest BIGINT;
      until INT;
      proof TEXT;
    BEGIN
      IF root NOT IN ('entry', 'journal') THEN RAISE 'There are no partitions of %.', root; END IF;
      IF NOT pg_try_advisory_xact_lock(30809439812154732) THEN RETURN 'busy'; END IF;
      LOOP
        SELECT c.oid, c.relname AS name, CAST(right(c.relname, 4) AS INT) AS year, substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \(''?(\w+)''?\)') AS low
        INTO STRICT part FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(root) AND pg_get_expr(c.relpartbound, c.oid) LIKE '%TO (MAXVALUE)';
        -- Identifiers end in 2093.
        IF part.year > least(this_year + 1, 2090) THEN RETURN 'done'; END IF;
        EXECUTE format('SELECT max(id) FROM %I', part.name) INTO newest;
        until := part.year + 1;
        IF newest IS NOT NULL THEN
          until := greatest(until, year_of_id(newest) + 1, CAST(date_part('year', to_timestamp(at / 1000.0 + 30 * 86400) AT TIME ZONE 'UTC') AS INT) + 1);
          proof := part.name || '_before_' || until;
          FOR bound IN SELECT conname AS name FROM pg_constraint WHERE conrelid = part.oid AND conname LIKE part.name || '_before_%' AND conname <> proof LOOP
            EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', part.name, bound.name);
          END LOOP;
          SELECT convalidated AS is_valid INTO bound FROM pg_constraint WHERE conrelid = part.oid AND conname = proof;
          IF NOT FOUND THEN
            EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (id < %s%s) NOT VALID', part.name, proof, first_id_of_year(until),
              CASE part.low WHEN 'MINVALUE' THEN '' ELSE ' AND id >= ' || part.low END);
            RETURN 'again';
          ELSIF NOT bound.is_valid THEN
            EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT %I', part.name, proof);
            RETURN 'again';
          END IF;
        END IF;
        EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', root, part.name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', root, part.name, part.low, first_id_of_year(until));
        IF newest IS NOT NULL THEN EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', part.name, proof); END IF;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (MAXVALUE)', root || '_' || until, root, first_id_of_year(until));
        IF root = 'entry' THEN
          EXECUTE format('CREATE UNIQUE INDEX %I ON %I (resolves) WHERE resolves IS NOT NULL', root || '_' || until || '_resolved_once', root || '_' || until);
        END IF;
      END LOOP;
    END $$
    """#
