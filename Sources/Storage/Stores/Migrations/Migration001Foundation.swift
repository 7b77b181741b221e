// SPDX-License-Identifier: Apache-2.0

import StorageCore

// Stores: SQL written once, one file per table family. Stores take and return domain types, hold no rules, and let no row
// escape. Bodies are the domain's own values, packed (see Packing); the columns beside them are what queries ask for.
//
//   Migrations/            numbered, forward only
//   LedgerStore            accounts, entries, contents, cells
//   SharedSums             sums that the whole nation adds to
//   NoteStore              hand-over notes, their parties, lots and codes
//   ArrangementStore       standing arrangements, and what notes have drawn from them
//   RoundStore             collection rounds and the codes of their drivers
//   ReturnStore            what sites answer for periods
//   ReportedStore          what groups of sites reported, summed
//   EvidenceStore          how well masses are known, summed
//   Loading/               rows of a whole history at one go
//   RegistryStore          organisations, sites, permits
//   PeopleStore            people, memberships, sessions, codes
//   PaperStore             blank paper notes, loads recorded late, declared outages
//   InvitationStore        letters to firms, and claims to them
//   BehalfStore            notes entered in small firms' names
//   ClassificationStore    what officers said of sites' provinces and industries, and the cells that move with it
//   RulingStore            questions of firms about wastes, and what officers ruled
//   OwedStore              what sites owe and how far it has come, and reminders
//   ReturnBookingStore     what returns booked, with the facts it follows from
//   SentFileStore          files that wait for answers, and what firms said their columns mean
//   LateEntryStore         how many entries came after the months they are about
//   DischargeStore         outlets, laboratory results, cases, volumes, limits of permits, pipes to works
//   DuplicateStore         what firms are compared by, and pairs that look alike
//   CheckStore             months of sites as they are compared, and what checks found
//   NodeLeaseStore         numbers under which servers mint identifiers
//   JournalStore           one line per operation, and the erasable texts behind its hashes
//   SealStore              the tree over the journal: positions, nodes, heads, keys

/// Every migration, in order.
public let migrations: [Migration] = [
    foundation, contacts, erasures, rounds, onboarding, paper, sharedSums, keyAge, sealing, nodeLease, classification, partitions, stockRange, savedOrder,
    knownEvidence, lateEntries, siteReturns, discharge, rulings, returnBookings, sentFiles, checks, reportedSums, owedReturns, pipes, listLoads,
    siteSpans, owedCounts,
]

private let foundation = Migration(
    number: 1, name: "foundation",
    statements: identityTables.map { .both($0) } + ledgerTables.map { .both($0) } + noteTables.map { .both($0) } + arrangementTables.map { .both($0) }
        + journalTables.map { .both($0) } + appendOnly(["entry", "journal", "origin", "bundle_content"]))

private let identityTables = [
    """
    CREATE TABLE organisation (
      id {ID} PRIMARY KEY, registration_number {TEXT} NOT NULL CONSTRAINT organisation_number_once UNIQUE,
      name_folded {TEXT} NOT NULL, status {TEXT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX organisation_by_status ON organisation (status{THENID})",
    """
    CREATE TABLE organisation_profile (
      profile {TEXT} NOT NULL, organisation {INT} NOT NULL REFERENCES organisation (id),
      PRIMARY KEY (profile, organisation)) {CLUSTERED}
    """,
    """
    CREATE TABLE site (
      id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), province {TEXT} NOT NULL,
      isic {TEXT} NOT NULL, zone {TEXT} NOT NULL, latitude {REAL}, longitude {REAL}, version {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX site_by_organisation ON site (organisation{THENID})",
    "CREATE INDEX site_by_province ON site (province{THENID})",
    """
    CREATE TABLE permit (
      id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), number {TEXT} NOT NULL,
      valid_from {INT} NOT NULL, valid_until {INT}, version {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX permit_by_organisation ON permit (organisation{THENID})",
    "CREATE TABLE person (id {ID} PRIMARY KEY, version {INT} NOT NULL, body {BLOB} NOT NULL)",
    """
    CREATE TABLE person_profile (
      person {ID} PRIMARY KEY REFERENCES person (id), display_name {TEXT} NOT NULL,
      phone {TEXT} CONSTRAINT phone_once UNIQUE, sign_in_name {TEXT} CONSTRAINT sign_in_name_once UNIQUE, language {TEXT} NOT NULL)
    """,
    """
    CREATE TABLE credential (
      person {ID} PRIMARY KEY REFERENCES person (id), password_hash {TEXT} NOT NULL, changed_at {INT} NOT NULL)
    """,
    """
    CREATE TABLE membership (
      person {INT} NOT NULL REFERENCES person (id), organisation {INT} NOT NULL REFERENCES organisation (id), role {TEXT} NOT NULL,
      valid_from {INT} NOT NULL, valid_until {INT}, PRIMARY KEY (person, organisation, role)) {CLUSTERED}
    """,
    "CREATE INDEX membership_by_organisation ON membership (organisation, person)",
    """
    CREATE TABLE delegation (
      id {ID} PRIMARY KEY, grantor {INT} NOT NULL REFERENCES organisation (id), delegate_organisation {INT}, delegate_person {INT},
      valid_until {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX delegation_by_grantor ON delegation (grantor{THENID})",
    "CREATE INDEX delegation_by_organisation ON delegation (delegate_organisation{THENID})",
    "CREATE INDEX delegation_by_person ON delegation (delegate_person{THENID})",
    """
    CREATE TABLE session (
      token_hash {BLOB} PRIMARY KEY, person {INT} NOT NULL REFERENCES person (id), acting_for {INT}, delegation {INT},
      csrf {TEXT} NOT NULL, means {TEXT} NOT NULL, created_at {INT} NOT NULL, touched_at {INT} NOT NULL, expires_at {INT} NOT NULL)
    """,
    "CREATE INDEX session_by_person ON session (person)",
    """
    CREATE TABLE one_time_code (
      hash {BLOB} PRIMARY KEY, kind {TEXT} NOT NULL, person {INT} NOT NULL REFERENCES person (id), expires_at {INT} NOT NULL,
      used_at {INT})
    """,
    "CREATE INDEX one_time_code_by_person ON one_time_code (person)",
    "CREATE TABLE sign_in_failure (subject {TEXT} PRIMARY KEY, failures {INT} NOT NULL, last_at {INT} NOT NULL)",
    """
    CREATE TABLE driver_code (
      hash {BLOB} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), label {TEXT} NOT NULL,
      created_at {INT} NOT NULL, revoked_at {INT})
    """,
    "CREATE INDEX driver_code_by_organisation ON driver_code (organisation)",
    """
    CREATE TABLE api_token (
      hash {BLOB} PRIMARY KEY, person {INT} NOT NULL REFERENCES person (id), organisation {INT} NOT NULL REFERENCES organisation (id),
      scopes {TEXT} NOT NULL, label {TEXT} NOT NULL, created_at {INT} NOT NULL, expires_at {INT} NOT NULL, last_used_day {INT}, revoked_at {INT})
    """,
    "CREATE INDEX api_token_by_organisation ON api_token (organisation, person)",
]

private let ledgerTables = [
    // Compartments 5, 6 and 7 are store, transit and held. Lot 0 is no lot.
    """
    CREATE TABLE account (
      id {ID} PRIMARY KEY, site {INT} NOT NULL REFERENCES site (id), compartment {INT} NOT NULL, material {INT} NOT NULL,
      lot {INT} NOT NULL, posted {INT} NOT NULL, pending {INT} NOT NULL,
      CONSTRAINT account_once UNIQUE (site, compartment, material, lot),
      CONSTRAINT balance_not_negative CHECK (compartment NOT IN (5, 6, 7) OR (posted >= 0 AND posted - pending >= 0)))
    """,
    "CREATE INDEX account_by_lot ON account (lot) WHERE lot <> 0",
    // What stands on a site now, however many lots it ever had.
    "CREATE INDEX account_in_stock ON account (site{THENID}) WHERE compartment IN (5, 6, 7) AND (posted <> 0 OR pending <> 0)",
    """
    CREATE TABLE entry (
      id {ID} PRIMARY KEY, operation {INT} NOT NULL, document {INT}, credit {INT} NOT NULL REFERENCES account (id),
      debit {INT} NOT NULL REFERENCES account (id), grams {INT} NOT NULL CONSTRAINT entry_above_zero CHECK (grams > 0),
      occurred {INT} NOT NULL, reason {INT} NOT NULL, phase {INT} NOT NULL, resolves {INT},
      CONSTRAINT entry_two_sides CHECK (credit <> debit),
      CONSTRAINT entry_resolves_when_phase CHECK ((phase >= 2) = (resolves IS NOT NULL)))
    """,
    "CREATE INDEX entry_by_credit ON entry (credit{THENID})",
    "CREATE INDEX entry_by_debit ON entry (debit{THENID})",
    "CREATE INDEX entry_by_document ON entry (document{THENID}) WHERE document IS NOT NULL",
    "CREATE UNIQUE INDEX entry_resolved_once ON entry (resolves) WHERE resolves IS NOT NULL",
    """
    CREATE TABLE origin (
      id {ID} PRIMARY KEY, site {INT} NOT NULL, material {INT} NOT NULL, occurred {INT} NOT NULL, province {TEXT} NOT NULL,
      sector {TEXT} NOT NULL)
    """,
    """
    CREATE TABLE content (
      account {INT} NOT NULL REFERENCES account (id), origin {INT} NOT NULL REFERENCES origin (id), grams {INT} NOT NULL,
      PRIMARY KEY (account, origin)) {CLUSTERED}
    """,
    "CREATE INDEX content_by_origin ON content (origin, account)",
    """
    CREATE TABLE bundle_content (
      bundle {INT} NOT NULL REFERENCES origin (id), origin {INT} NOT NULL REFERENCES origin (id), grams {INT} NOT NULL,
      PRIMARY KEY (bundle, origin)) {CLUSTERED}
    """,
    "CREATE INDEX bundle_content_by_origin ON bundle_content (origin)",
    """
    CREATE TABLE site_cell (
      site {INT} NOT NULL, occurred {INT} NOT NULL, material {INT} NOT NULL, compartment {INT} NOT NULL, learned {INT} NOT NULL,
      grams {INT} NOT NULL, PRIMARY KEY (site, occurred, material, compartment, learned)) {CLUSTERED}
    """,
    """
    CREATE TABLE upper_cell (
      scope {INT} NOT NULL, key {TEXT} NOT NULL, occurred {INT} NOT NULL, material {INT} NOT NULL, compartment {INT} NOT NULL,
      learned {INT} NOT NULL, grams {INT} NOT NULL,
      PRIMARY KEY (scope, key, occurred, material, compartment, learned)) {CLUSTERED}
    """,
    """
    CREATE TABLE fate_cell (
      occurred {INT} NOT NULL, province {TEXT} NOT NULL, sector {TEXT} NOT NULL, material {INT} NOT NULL,
      compartment {INT} NOT NULL, learned {INT} NOT NULL, grams {INT} NOT NULL,
      PRIMARY KEY (occurred, province, sector, material, compartment, learned)) {CLUSTERED}
    """,
]

private let noteTables = [
    """
    CREATE TABLE note (
      id {ID} PRIMARY KEY, number {TEXT} CONSTRAINT note_number_once UNIQUE, state {INT} NOT NULL, version {INT} NOT NULL,
      due_at {INT}, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX note_by_state ON note (state{THENID})",
    """
    CREATE TABLE note_party (
      organisation {INT} NOT NULL REFERENCES organisation (id), role {INT} NOT NULL, note {INT} NOT NULL REFERENCES note (id),
      state {INT} NOT NULL, waste {INT} NOT NULL, PRIMARY KEY (organisation, role, note)) {CLUSTERED}
    """,
    // Most notes end as treated (9): those are found by walking all notes of a role, the others here.
    "CREATE INDEX note_party_by_state ON note_party (organisation, state, note) WHERE state <> 9",
    // Every waste on a note, for each of its parties; organisation 0 is the whole country.
    """
    CREATE TABLE note_waste (
      organisation {INT} NOT NULL, waste {INT} NOT NULL, note {INT} NOT NULL REFERENCES note (id),
      PRIMARY KEY (organisation, waste, note)) {CLUSTERED}
    """,
    // Provinces in which a note's parties stood when they were named on it.
    """
    CREATE TABLE note_place (
      province {TEXT} NOT NULL, note {INT} NOT NULL REFERENCES note (id), PRIMARY KEY (province, note)) {CLUSTERED}
    """,
    // Who must still answer a proposed correction.
    """
    CREATE TABLE correction_wait (
      organisation {INT} NOT NULL REFERENCES organisation (id), expires_at {INT} NOT NULL, note {INT} NOT NULL REFERENCES note (id),
      PRIMARY KEY (organisation, expires_at, note)) {CLUSTERED}
    """,
    """
    CREATE TABLE note_lot (
      lot {ID} PRIMARY KEY, note {INT} NOT NULL REFERENCES note (id), line {INT} NOT NULL)
    """,
    // In which month a note entered whose register: collected for sender and carriers, arrived for the receiver.
    """
    CREATE TABLE note_register (
      organisation {INT} NOT NULL REFERENCES organisation (id), role {INT} NOT NULL, month {INT} NOT NULL,
      note {INT} NOT NULL REFERENCES note (id), PRIMARY KEY (organisation, role, month, note)) {CLUSTERED}
    """,
    """
    CREATE TABLE sign_code (
      hash {BLOB} PRIMARY KEY, note {INT} NOT NULL REFERENCES note (id), step {TEXT} NOT NULL, leg {INT} NOT NULL,
      made_by {INT} NOT NULL, expires_at {INT} NOT NULL, used_at {INT}, operation {INT}) {CLUSTERED}
    """,
    """
    CREATE TABLE treatment_line (
      id {ID} PRIMARY KEY, site {INT} NOT NULL, occurred {INT} NOT NULL, note {INT} NOT NULL REFERENCES note (id), line {INT} NOT NULL,
      material {INT} NOT NULL, code {INT} NOT NULL, grams {INT} NOT NULL)
    """,
    "CREATE INDEX treatment_line_by_site ON treatment_line (site, occurred{THENID})",
    // What stands against a plant's permitted amounts: taken in by day of acceptance, reserved by the day expected.
    """
    CREATE TABLE plant_intake (
      site {INT} NOT NULL, day {INT} NOT NULL, waste {INT} NOT NULL, accepted {INT} NOT NULL, reserved {INT} NOT NULL,
      PRIMARY KEY (site, day, waste)) {CLUSTERED}
    """,
    "CREATE INDEX plant_intake_reserved ON plant_intake (site) WHERE reserved <> 0",
    // How well the masses of loads are known, by the month in which they left and the province of their senders.
    """
    CREATE TABLE mass_evidence (
      month {INT} NOT NULL, province {TEXT} NOT NULL, waste {INT} NOT NULL, method {TEXT} NOT NULL, grams {INT} NOT NULL,
      PRIMARY KEY (month, province, waste, method)) {CLUSTERED}
    """,
    """
    CREATE TABLE attachment (
      hash {TEXT} PRIMARY KEY, document {INT} NOT NULL, media_type {TEXT} NOT NULL, bytes {BLOB} NOT NULL, added_at {INT} NOT NULL)
    """,
]

private let arrangementTables = [
    "CREATE TABLE arrangement (id {ID} PRIMARY KEY, state {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)",
    """
    CREATE TABLE arrangement_party (
      organisation {INT} NOT NULL REFERENCES organisation (id), state {INT} NOT NULL, arrangement {INT} NOT NULL REFERENCES arrangement (id),
      PRIMARY KEY (organisation, state, arrangement)) {CLUSTERED}
    """,
    // Provinces in which its parties stood when it was proposed.
    """
    CREATE TABLE arrangement_place (
      province {TEXT} NOT NULL, arrangement {INT} NOT NULL REFERENCES arrangement (id), PRIMARY KEY (province, arrangement)) {CLUSTERED}
    """,
    // What stands against the amount of a calendar year: reserved by open notes, used by what was accepted.
    """
    CREATE TABLE arrangement_use (
      arrangement {INT} NOT NULL REFERENCES arrangement (id), year {INT} NOT NULL, reserved {INT} NOT NULL, used {INT} NOT NULL,
      PRIMARY KEY (arrangement, year)) {CLUSTERED}
    """,
    // Notes that were issued under it.
    """
    CREATE TABLE arrangement_note (
      arrangement {INT} NOT NULL REFERENCES arrangement (id), note {INT} NOT NULL REFERENCES note (id), PRIMARY KEY (arrangement, note)) {CLUSTERED}
    """,
]

private let journalTables = [
    """
    CREATE TABLE journal (
      id {ID} PRIMARY KEY, kind {TEXT} NOT NULL, person {INT}, organisation {INT}, means {TEXT} NOT NULL, on_behalf_of {INT},
      delegation {INT}, recorded {INT} NOT NULL, document {INT}, entries {INT} NOT NULL, payload {BLOB} NOT NULL, hash {BLOB} NOT NULL)
    """,
    "CREATE INDEX journal_by_document ON journal (document{THENID}) WHERE document IS NOT NULL",
    "CREATE TABLE sealed_text (hash {TEXT} PRIMARY KEY, salt {BLOB} NOT NULL, content {TEXT} NOT NULL)",
    "CREATE TABLE done_command (key {TEXT} PRIMARY KEY, operation {INT} NOT NULL, answer {TEXT} NOT NULL, at {INT} NOT NULL)",
    """
    CREATE TABLE wording (
      key {TEXT} PRIMARY KEY, en {TEXT} NOT NULL, km {TEXT} NOT NULL, vi {TEXT} NOT NULL, reviewer {TEXT} NOT NULL,
      reviewed_on {TEXT} NOT NULL)
    """,
    """
    CREATE TABLE code_list_edition (
      list {TEXT} NOT NULL, edition {TEXT} NOT NULL, valid_from {INT} NOT NULL, source {TEXT} NOT NULL, confidence {TEXT} NOT NULL,
      loaded_at {INT} NOT NULL, content {BLOB} NOT NULL, PRIMARY KEY (list, edition))
    """,
    "CREATE TABLE setting (key {TEXT} PRIMARY KEY, value {TEXT} NOT NULL)",
]

/// Triggers that refuse to change or delete what was written once.
func appendOnly(_ tables: [String]) -> [Statement] {
    tables.flatMap { table -> [Statement] in
        [
            .sqlite("CREATE TRIGGER \(table)_keeps_rows BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END"),
            .sqlite("CREATE TRIGGER \(table)_keeps_all BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END"),
            .postgres(
                """
                CREATE OR REPLACE FUNCTION \(table)_is_append_only() RETURNS trigger AS
                $$ BEGIN RAISE EXCEPTION '\(table) is append-only'; END $$ LANGUAGE plpgsql
                """),
            .postgres(
                """
                CREATE TRIGGER \(table)_append_only BEFORE UPDATE OR DELETE ON \(table)
                FOR EACH ROW EXECUTE FUNCTION \(table)_is_append_only()
                """),
        ]
    }
}
