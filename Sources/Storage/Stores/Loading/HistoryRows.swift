// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import StorageCore

// Loading: what operations would have written, row by row, for histories of millions. The rows of a thing are the ones its store
// writes; `baitong verify` holds the two together.
//
//   HistoryTables    tables and columns
//   HistoryRows      rows as they are made, and in which order they go in
//   HistoryRows+Sums cells and other sums
//   StoredEntry      an entry in stored numbers

/// Rows of a load, gathered by table. A table kept in the order of its key is filled in that order, batch by batch.
public struct HistoryRows: Sendable {
    /// The tables that a load fills.
    public static let tables = HistoryTables.all.map(\.table.description)

    private var organisation = HistoryTables.organisation
    private var organisationProfile = HistoryTables.organisationProfile
    private var site = HistoryTables.site
    private var permit = HistoryTables.permit
    private var person = HistoryTables.person
    private var personProfile = HistoryTables.personProfile
    private var membership = HistoryTables.membership
    private var sealedText = HistoryTables.sealedText
    private var journal = HistoryTables.journal
    private var entry = HistoryTables.entry
    private var account = HistoryTables.account
    private var origin = HistoryTables.origin
    private var content = HistoryTables.content
    private var note = HistoryTables.note
    private var noteLot = HistoryTables.noteLot
    private var treatmentLine = HistoryTables.treatmentLine
    private var parties: [NoteKey] = []
    private var wastes: [NoteKey] = []
    private var registers: [NoteKey] = []
    private var places: [(province: String, note: Int64)] = []
    /// Sums, in the order of their keys as they come.
    var cells: [RowBatch] = []

    /// Up to four numbers by which a table of lists is ordered, and what stands beside them.
    private struct NoteKey {
        var organisation: Int64
        var second: Int64
        var third: Int64
        var fourth: Int64
        var waste: Int64 = 0

        static func < (a: NoteKey, b: NoteKey) -> Bool {
            (a.organisation, a.second, a.third, a.fourth) < (b.organisation, b.second, b.third, b.fourth)
        }
    }

    public init() {}

    public var entries: Int { entry.count }

    // MARK: Registry

    public mutating func add(_ value: Organisation) {
        organisation.begin(key: value.id.value)
        organisation.append(value.id.value)
        organisation.append(value.registrationNumber)
        organisation.append(RegistryStore.folded(value))
        organisation.append(value.status.rawValue)
        organisation.append(Int64(value.version))
        organisation.append(Body.bytes(value))
        for profile in value.profiles.sorted() {
            organisationProfile.begin(key: value.id.value)
            organisationProfile.append(profile.rawValue)
            organisationProfile.append(value.id.value)
        }
    }

    public mutating func add(_ value: Site, on today: CalendarDate) {
        let now = value.attributes(on: today)
        site.begin(key: value.id.value)
        site.append(value.id.value)
        site.append(value.organisation.value)
        site.append(now.province)
        site.append(now.isic)
        site.append(now.zone ?? "")
        site.append(value.position?.latitude)
        site.append(value.position?.longitude)
        site.append(Int64(value.version))
        site.append(Body.bytes(value))
    }

    public mutating func add(_ value: Permit) {
        permit.begin(key: value.id.value)
        permit.append(value.id.value)
        permit.append(value.organisation.value)
        permit.append(value.number)
        permit.append(Int64(value.validFrom.dayNumber))
        permit.append(value.validUntil.map { Int64($0.dayNumber) })
        permit.append(Int64(value.version))
        permit.append(Body.bytes(value))
    }

    public mutating func add(_ value: Person, _ profile: PersonProfile) {
        person.begin(key: value.id.value)
        person.append(value.id.value)
        person.append(Int64(value.version))
        person.append(Body.bytes(value))
        personProfile.begin(key: value.id.value)
        personProfile.append(value.id.value)
        personProfile.append(profile.displayName)
        personProfile.append(profile.phone)
        personProfile.append(profile.signInName)
        personProfile.append(profile.language.rawValue)
    }

    public mutating func add(_ value: Membership) {
        membership.begin(key: value.person.value)
        membership.append(value.person.value)
        membership.append(value.organisation.value)
        membership.append(value.role.rawValue)
        membership.append(Int64(value.validFrom.dayNumber))
        membership.append(value.validUntil.map { Int64($0.dayNumber) })
    }

    public mutating func add(_ text: SealedText, salt: [UInt8], content: String) {
        sealedText.begin(key: 0)
        sealedText.append(text.hash)
        sealedText.append(salt)
        sealedText.append(content)
    }

    // MARK: Journal and book

    public mutating func add(_ line: JournalLine) {
        journal.begin(key: line.id.value)
        journal.append(line.id.value)
        journal.append(line.kind)
        journal.append(line.attribution.person?.value)
        journal.append(line.attribution.organisation?.value)
        journal.append(line.attribution.means.rawValue)
        journal.append(line.attribution.onBehalfOf?.value)
        journal.append(line.attribution.delegation?.value)
        journal.append(line.recorded.microseconds)
        journal.append(line.document?.value)
        journal.append(Int64(line.entries))
        journal.append(line.payload)
        journal.append(line.hash)
    }

    public mutating func add(_ value: StoredEntry, of operation: OperationID, document: DocumentID?) {
        entry.begin(key: value.id)
        entry.append(value.id)
        entry.append(operation.value)
        entry.append(document?.value)
        entry.append(value.credit.row)
        entry.append(value.debit.row)
        entry.append(value.grams)
        entry.append(Int64(value.occurred.dayNumber))
        entry.append(Int64(value.reason.rawValue))
        entry.append(Int64(value.phase))
        entry.append(value.resolves)
    }

    public mutating func add(_ place: StoredAccount, posted: Int64, pending: Int64) {
        account.begin(key: place.row)
        account.append(place.row)
        account.append(place.site)
        account.append(Int64(place.compartment))
        account.append(Int64(place.material))
        account.append(place.lot)
        account.append(posted)
        account.append(pending)
    }

    public mutating func add(_ value: Origin) {
        origin.begin(key: value.id.value)
        origin.append(value.id.value)
        origin.append(value.site.value)
        origin.append(Int64(value.material.value))
        origin.append(Int64(value.occurred.dayNumber))
        origin.append(value.province)
        origin.append(value.sector)
    }

    public mutating func add(contentOf account: Int64, _ origin: OriginID, grams: Int64) {
        content.begin(key: account)
        content.append(account)
        content.append(origin.value)
        content.append(grams)
    }

    // MARK: Notes

    /// A note as it stands at the end, with what lists and registers show of it.
    ///
    /// - Parameter provinces: in which its parties stand.
    public mutating func add(_ value: Manifest, dueAt: Instant?, provinces: Set<String>) {
        let id = value.id.value
        let state = Int64(value.state.rawValue)
        note.begin(key: id)
        note.append(id)
        note.append(value.number)
        note.append(state)
        note.append(Int64(value.version))
        note.append(dueAt?.microseconds)
        note.append(Body.bytes(value))
        let waste = Int64(value.lines.first?.waste.raw ?? 0)
        for party in NoteStore.parties(value) {
            parties.append(NoteKey(organisation: party.0, second: party.1, third: id, fourth: state, waste: waste))
        }
        for pair in NoteStore.wastes(value) { wastes.append(NoteKey(organisation: pair.organisation, second: pair.waste, third: id, fourth: 0)) }
        for key in NoteStore.register(value) {
            registers.append(NoteKey(organisation: key.organisation, second: key.role, third: key.month, fourth: id))
        }
        for province in provinces { places.append((province, id)) }
        for (index, line) in value.lines.enumerated() {
            guard let lot = line.lot else { continue }
            noteLot.begin(key: lot.value)
            noteLot.append(lot.value)
            noteLot.append(id)
            noteLot.append(Int64(index))
        }
    }

    public mutating func add(_ row: TreatmentRow) {
        treatmentLine.begin(key: row.id)
        treatmentLine.append(row.id)
        treatmentLine.append(row.site.value)
        treatmentLine.append(Int64(row.occurred.dayNumber))
        treatmentLine.append(row.note.value)
        treatmentLine.append(Int64(row.line))
        treatmentLine.append(Int64(row.material.value))
        treatmentLine.append(Int64(row.code.raw))
        treatmentLine.append(row.mass.raw)
    }

    // MARK: Writing

    public mutating func append(_ other: HistoryRows) {
        func join(_ path: WritableKeyPath<HistoryRows, RowBatch>) { self[keyPath: path].append(other[keyPath: path]) }
        for path in Self.keyed + [\.organisationProfile, \.membership, \.sealedText, \.content] { join(path) }
        parties += other.parties
        wastes += other.wastes
        registers += other.registers
        places += other.places
        cells += other.cells
    }

    private static var keyed: [WritableKeyPath<HistoryRows, RowBatch>] {
        [
            \.organisation, \.site, \.permit, \.person, \.personProfile, \.journal, \.entry, \.account, \.origin, \.note, \.noteLot, \.treatmentLine,
        ]
    }

    /// Takes out what may be inserted: rows with ids below a limit, and everything that has no id of its own. The rest stays for later.
    ///
    /// - Returns: batches, each in the order of its table's key.
    public mutating func take(below limit: Int64 = .max) -> [RowBatch] {
        var batches: [RowBatch] = Self.keyed.map { self[keyPath: $0].take(below: limit) }
        batches += [organisationProfile, membership, sealedText].map { batch in
            var batch = batch
            return batch.take()
        }
        batches.append(content.take())
        organisationProfile = HistoryTables.organisationProfile
        membership = HistoryTables.membership
        sealedText = HistoryTables.sealedText
        parties.sort { $0 < $1 }
        wastes.sort { $0 < $1 }
        registers.sort { $0 < $1 }
        places.sort { $0 < $1 }
        var party = HistoryTables.noteParty
        for key in parties {
            party.begin(key: 0)
            for value in [key.organisation, key.second, key.third, key.fourth, key.waste] { party.append(value) }
        }
        var waste = HistoryTables.noteWaste
        for key in wastes {
            waste.begin(key: 0)
            for value in [key.organisation, key.second, key.third] { waste.append(value) }
        }
        var register = HistoryTables.noteRegister
        for key in registers {
            register.begin(key: 0)
            for value in [key.organisation, key.second, key.third, key.fourth] { register.append(value) }
        }
        var place = HistoryTables.notePlace
        for (province, note) in places {
            place.begin(key: 0)
            place.append(province)
            place.append(note)
        }
        batches += [party, waste, register, place] + cells
        (parties, wastes, registers, places, cells) = ([], [], [], [], [])
        return batches.filter { !$0.isEmpty }
    }
}
