// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Letters to firms, and the claims of those who run them.
let onboarding = Migration(
    number: 6, name: "onboarding",
    statements: invitationTables.map { .both($0) })

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
