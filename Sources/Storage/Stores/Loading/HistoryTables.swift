// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// The tables that a load of a whole history fills, with their columns.
enum HistoryTables {
    static let organisation = RowBatch(
        "organisation",
        [.init("id"), .init("registration_number", .text), .init("name_folded", .text), .init("status", .text), .init("version"), .init("body", .blob)])
    static let organisationProfile = RowBatch("organisation_profile", [.init("profile", .text), .init("organisation")])
    static let site = RowBatch(
        "site",
        [
            .init("id"), .init("organisation"), .init("province", .text), .init("isic", .text), .init("zone", .text), .init("latitude", .real),
            .init("longitude", .real), .init("version"), .init("body", .blob),
        ])
    static let permit = RowBatch(
        "permit",
        [.init("id"), .init("organisation"), .init("number", .text), .init("valid_from"), .init("valid_until"), .init("version"), .init("body", .blob)])
    static let person = RowBatch("person", [.init("id"), .init("version"), .init("body", .blob)])
    static let personProfile = RowBatch(
        "person_profile", [.init("person"), .init("display_name", .text), .init("phone", .text), .init("sign_in_name", .text), .init("language", .text)])
    static let membership = RowBatch(
        "membership", [.init("person"), .init("organisation"), .init("role", .text), .init("valid_from"), .init("valid_until")])
    static let sealedText = RowBatch("sealed_text", [.init("hash", .text), .init("salt", .blob), .init("content", .text)])
    static let journal = RowBatch(
        "journal",
        [
            .init("id"), .init("kind", .text), .init("person"), .init("organisation"), .init("means", .text), .init("on_behalf_of"), .init("delegation"),
            .init("recorded"), .init("document"), .init("entries"), .init("payload", .blob), .init("hash", .blob),
        ])
    static let entry = RowBatch(
        "entry",
        [
            .init("id"), .init("operation"), .init("document"), .init("credit"), .init("debit"), .init("grams"), .init("occurred"), .init("reason"),
            .init("phase"), .init("resolves"),
        ])
    static let account = RowBatch(
        "account", [.init("id"), .init("site"), .init("compartment"), .init("material"), .init("lot"), .init("posted"), .init("pending")])
    static let origin = RowBatch(
        "origin", [.init("id"), .init("site"), .init("material"), .init("occurred"), .init("province", .text), .init("sector", .text)])
    static let content = RowBatch("content", [.init("account"), .init("origin"), .init("grams")])
    static let siteCell = RowBatch(
        "site_cell", [.init("site"), .init("occurred"), .init("material"), .init("compartment"), .init("learned"), .init("grams")])
    static let upperCell = RowBatch(
        "upper_cell_sum",
        [.init("scope"), .init("key", .text), .init("occurred"), .init("material"), .init("compartment"), .init("learned"), .init("grams")])
    static let fateCell = RowBatch(
        "fate_cell_sum",
        [
            .init("occurred"), .init("province", .text), .init("sector", .text), .init("material"), .init("compartment"), .init("learned"), .init("grams"),
        ])
    static let massEvidence = RowBatch(
        "mass_evidence_sum", [.init("month"), .init("province", .text), .init("waste"), .init("method", .text), .init("learned"), .init("grams")])
    static let lateEntry = RowBatch(
        "late_entry_sum",
        [.init("occurred"), .init("province", .text), .init("compartment"), .init("other"), .init("learned"), .init("entries")])
    static let note = RowBatch(
        "note", [.init("id"), .init("number", .text), .init("state"), .init("version"), .init("due_at"), .init("body", .blob)])
    static let noteParty = RowBatch("note_party", [.init("organisation"), .init("role"), .init("note"), .init("state"), .init("waste")])
    static let noteWaste = RowBatch("note_waste", [.init("organisation"), .init("waste"), .init("note")])
    static let notePlace = RowBatch("note_place", [.init("province", .text), .init("note")])
    static let noteLot = RowBatch("note_lot", [.init("lot"), .init("note"), .init("line")])
    static let noteRegister = RowBatch("note_register", [.init("organisation"), .init("role"), .init("month"), .init("note")])
    static let treatmentLine = RowBatch(
        "treatment_line",
        [.init("id"), .init("site"), .init("occurred"), .init("note"), .init("line"), .init("material"), .init("code"), .init("grams")])
    static let plantIntake = RowBatch("plant_intake", [.init("site"), .init("day"), .init("waste"), .init("accepted"), .init("reserved")])

    static let all = [
        organisation, organisationProfile, site, permit, person, personProfile, membership, sealedText, journal, entry, account, origin, content, siteCell,
        upperCell, fateCell, massEvidence, lateEntry, note, noteParty, noteWaste, notePlace, noteLot, noteRegister, treatmentLine, plantIntake,
    ]
}
