// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Letters to firms, and the claims of those who run them; firms that were entered twice; notes entered in a small firm's name.
let onboarding = Migration(
    number: 6, name: "onboarding",
    statements: invitationTables.map { .both($0) } + duplicateTables.map { .both($0) }
        + behalfTables.map { .both($0) })

private let invitationTables = [
    // The code stands on the paper alone; here is its SHA-256.
    """
    CREATE TABLE invitation (
      id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), code_hash {BLOB} NOT NULL CONSTRAINT invitation_code_once UNIQUE,
      state {TEXT} NOT NULL, valid_until {INT} NOT NULL, version {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX invitation_by_organisation ON invitation (organisation{THENID})",
    // One letter is open per firm.
    "CREATE UNIQUE INDEX invitation_open_once ON invitation (organisation) WHERE state = 'open'",
    // What the claimant is in the firm is personal: erased on request, so it stands beside the body.
    """
    CREATE TABLE claim (
      id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), person {INT} NOT NULL REFERENCES person (id),
      state {TEXT} NOT NULL, version {INT} NOT NULL, position_text {TEXT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX claim_by_state ON claim (state{THENID})",
    "CREATE INDEX claim_by_organisation ON claim (organisation{THENID})",
    "CREATE INDEX claim_by_person ON claim (person{THENID})",
]

private let duplicateTables = [
    // The firm into which one went that had been entered twice.
    "ALTER TABLE organisation ADD COLUMN merged_into {INT}",
    "CREATE INDEX organisation_by_survivor ON organisation (merged_into) WHERE merged_into IS NOT NULL",
    // What firms are compared by. Worked out from the registry, and made anew at any time.
    """
    CREATE TABLE firm_face (
      organisation {ID} PRIMARY KEY REFERENCES organisation (id), is_compared {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX firm_face_waiting ON firm_face (organisation) WHERE is_compared = 0",
    """
    CREATE TABLE firm_key (
      key {INT} NOT NULL, organisation {INT} NOT NULL REFERENCES organisation (id), PRIMARY KEY (key, organisation)) {CLUSTERED}
    """,
    "CREATE INDEX firm_key_by_organisation ON firm_key (organisation)",
    // Pairs that an officer has not looked at yet, the lower number first.
    """
    CREATE TABLE duplicate_pair (
      first {INT} NOT NULL REFERENCES organisation (id), second {INT} NOT NULL REFERENCES organisation (id), score {INT} NOT NULL,
      body {BLOB} NOT NULL, PRIMARY KEY (first, second)) {CLUSTERED}
    """,
    "CREATE INDEX duplicate_pair_by_score ON duplicate_pair (score, first, second)",
    "CREATE INDEX duplicate_pair_by_second ON duplicate_pair (second)",
    // What officers decided to be two firms.
    """
    CREATE TABLE distinct_pair (
      id {ID} PRIMARY KEY, first {INT} NOT NULL REFERENCES organisation (id), second {INT} NOT NULL REFERENCES organisation (id),
      body {BLOB} NOT NULL, CONSTRAINT distinct_pair_once UNIQUE (first, second))
    """,
]

private let behalfTables = [
    // The firm in whose name somebody enters without a lent power.
    "ALTER TABLE session ADD COLUMN entering_for {INT}",
    """
    CREATE TABLE behalf_act (
      id {ID} PRIMARY KEY, organisation {INT} NOT NULL REFERENCES organisation (id), made_by {INT} NOT NULL REFERENCES organisation (id),
      document {INT} NOT NULL REFERENCES note (id), state {TEXT} NOT NULL, code_hash {BLOB} NOT NULL CONSTRAINT behalf_code_once UNIQUE,
      version {INT} NOT NULL, body {BLOB} NOT NULL)
    """,
    "CREATE INDEX behalf_act_by_organisation ON behalf_act (organisation{THENID})",
    "CREATE INDEX behalf_act_by_maker ON behalf_act (made_by{THENID})",
    "CREATE INDEX behalf_act_by_document ON behalf_act (document{THENID})",
    "CREATE INDEX behalf_act_unconfirmed ON behalf_act (organisation{THENID}) WHERE state = 'unconfirmed'",
]
