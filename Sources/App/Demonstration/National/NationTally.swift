// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import Stores

/// Sums as they add up, by numbers packed into one: a load counts hundreds of millions.
struct NationTally: Sendable {
    /// Of site cells, one after another, the same cell as often as it comes: sorting them later costs less than finding each.
    private var cells: [CountedCell] = []
    /// Of fates: month 9, province 6, sector 8, material 9, compartment 12, month learned 9.
    private(set) var fates: [UInt64: Int64] = [:]
    private(set) var evidence: [EvidenceKey: Int64] = [:]
    private var late: [LateEntryCell: Int64] = [:]
    private(set) var intake: [IntakeKey: (accepted: Int64, reserved: Int64)] = [:]
    /// What notes take from accounts without a lot: posted and pending, by place.
    private(set) var taken: [Int32: Balance] = [:]
    private let firms: NationFirms
    /// Site cells turned into rows at a time.
    private static let cellsAtOnce = 100_000
    private let firstMonth: Int32

    struct EvidenceKey: Hashable {
        var month: Int32
        var province: UInt8
        var waste: Int32
        var kind: EvidenceKind
        var learned: Int32
    }

    struct IntakeKey: Hashable {
        var site: Int64
        var day: Int32
        var waste: Int32
    }

    init(_ firms: NationFirms) {
        self.firms = firms
        firstMonth = firms.begin.month.index - 1
    }

    private func month(_ month: Month) -> UInt64 { UInt64(month.index - firstMonth) }

    /// - Parameters:
    ///   - site: place of the firm.
    ///   - material: its number.
    mutating func count(_ site: Int, _ material: Int, _ compartment: Int16, _ occurred: Month, _ learned: Month, _ grams: Int64) {
        let key = UInt64(site) << 39 | month(occurred) << 30 | UInt64(material) << 21 | UInt64(compartment) << 9 | month(learned)
        cells.append(CountedCell(key: key, grams: grams))
    }

    mutating func countFate(_ firm: NationFirm, _ material: Int, _ compartment: Int16, _ occurred: Month, _ learned: Month, _ grams: Int64) {
        let place = UInt64(firm.province) << 38 | UInt64(firms.sector(firm)) << 30
        fates[month(occurred) << 44 | place | UInt64(material) << 21 | UInt64(compartment) << 9 | month(learned), default: 0] += grams
    }

    /// - Parameter sign: -1 for what a note's evidence was before.
    mutating func count(_ cell: EvidenceCell, province: UInt8, learned: Month, sign: Int64) {
        let key = EvidenceKey(month: cell.month.index, province: province, waste: cell.waste.raw, kind: cell.kind, learned: learned.index)
        evidence[key, default: 0] += sign * cell.mass.raw
    }

    mutating func count(_ cells: [LateEntryCell]) {
        for cell in cells { late[cell, default: 0] += 1 }
    }

    mutating func count(_ part: PlantIntake) {
        let key = IntakeKey(site: part.site.value, day: part.day.dayNumber, waste: part.waste.raw)
        let known = intake[key] ?? (0, 0)
        intake[key] = (known.accepted + part.accepted.raw, known.reserved + part.reserved.raw)
    }

    mutating func take(_ place: Int, posted: Int64, pending: Int64) {
        taken[Int32(place), default: Balance()].posted += posted
        taken[Int32(place), default: Balance()].pending += pending
    }

    mutating func add(_ other: NationTally) {
        cells += other.cells
        fates.merge(other.fates, uniquingKeysWith: +)
        evidence.merge(other.evidence, uniquingKeysWith: +)
        late.merge(other.late, uniquingKeysWith: +)
        intake.merge(other.intake) { ($0.accepted + $1.accepted, $0.reserved + $1.reserved) }
        taken.merge(other.taken) { Balance(posted: $0.posted + $1.posted, pending: $0.pending + $1.pending) }
    }

    /// Takes out the cells of all months learned up to one, and what they come to in groups of sites: nothing more comes to them.
    mutating func ripe(learned last: Month) -> RipeCells {
        let limit = month(last)
        let ripe = cells.filter { $0.key & 511 <= limit }
        if ripe.count == cells.count { cells = [] } else { cells.removeAll { $0.key & 511 <= limit } }
        return RipeCells(adding: ripe, firms)
    }

    /// Writes ripe cells, and the fates of all months learned up to one, and forgets these.
    mutating func write(_ ripe: RipeCells, learned last: Month, into rows: inout HistoryRows) {
        let limit = month(last)
        for start in stride(from: 0, to: ripe.cells.count, by: Self.cellsAtOnce) {
            rows.add(siteCells: ripe.cells[start..<min(start + Self.cellsAtOnce, ripe.cells.count)].map { (siteCell($0.key), $0.grams) })
        }
        rows.add(upperCells: upperCells(ripe.groups))
        let fateKeys = fates.keys.filter { $0 & 511 <= limit }.sorted()
        rows.add(fateCells: fateKeys.map { (fateCell($0), fates[$0] ?? 0) })
        for key in fateKeys { fates[key] = nil }
    }

    /// Writes what is summed over the whole history.
    mutating func finish(into rows: inout HistoryRows) {
        func order(_ key: EvidenceKey) -> (Int32, UInt8, Int32, String, Int32) { (key.month, key.province, key.waste, key.kind.rawValue, key.learned) }
        rows.add(
            evidence: evidence.filter { $0.value != 0 }.sorted { order($0.key) < order($1.key) }.compactMap { key, grams in
                WasteCodeID(raw: key.waste).map {
                    LearnedEvidence(
                        EvidenceCell(
                            month: Month(index: key.month), province: firms.provinces[Int(key.province)].id.code, waste: $0, kind: key.kind, mass: Mass(grams)),
                        learned: Month(index: key.learned))
                }
            })
        rows.add(lateEntries: late.map { ($0.key, $0.value) }.sorted { $0.cell < $1.cell })
        func place(_ key: IntakeKey) -> (Int64, Int32, Int32) { (key.site, key.day, key.waste) }
        rows.add(
            intake: intake.sorted { place($0.key) < place($1.key) }.compactMap { key, sum in
                WasteCodeID(raw: key.waste).map {
                    PlantIntake(
                        site: SiteID(key.site), day: CalendarDate(dayNumber: key.day), waste: $0, accepted: Mass(sum.accepted), reserved: Mass(sum.reserved))
                }
            })
    }

    // MARK: Cells of groups

    private func siteCell(_ key: UInt64) -> SiteCell {
        SiteCell(
            site: SiteID(firms.firms[Int(key >> 39)].id), material: firms.materials[Int(key >> 21 & 511)], compartment: compartment(key),
            occurred: occurred(key >> 30),
            learned: occurred(key))
    }

    private func fateCell(_ key: UInt64) -> FateCell {
        FateCell(
            province: firms.provinces[Int(key >> 38 & 63)].id.code, sector: firms.sectors[Int(key >> 30 & 255)],
            material: firms.materials[Int(key >> 21 & 511)],
            compartment: compartment(key), occurred: occurred(key >> 44), learned: occurred(key))
    }

    private func occurred(_ bits: UInt64) -> Month { Month(index: Int32(bits & 511) + firstMonth) }

    private func compartment(_ key: UInt64) -> Compartment {
        guard let found = Compartment(number: Int16(key >> 9 & 4095)) else { preconditionFailure("Only compartments are counted.") }
        return found
    }

    /// Cells of groups of sites, in the order of their keys.
    private func upperCells(_ groups: [UInt64: Int64]) -> [(cell: UpperCell, grams: Int64)] {
        func name(_ scope: Scope, _ number: Int) -> String {
            switch scope {
            case .nation: ""
            case .province: firms.provinces[number].id.code
            case .sector: firms.sectors[number]
            case .sizeClass: NationMix.sizes[number].sizeClass.rawValue
            case .park: firms.zones[number].nameEnglish
            }
        }
        let named = groups.map { key, grams in
            let scope = RipeCells.scope(of: key)
            return (scope: scope, name: name(scope, RipeCells.number(of: key)), rest: RipeCells.rest(of: key), grams: grams)
        }
        let sorted = named.sorted { ($0.scope.rawValue, $0.name, $0.rest) < ($1.scope.rawValue, $1.name, $1.rest) }
        // Two zones of one name are one group.
        var cells: [(cell: UpperCell, grams: Int64)] = []
        for one in sorted {
            let cell = UpperCell(
                scope: one.scope, key: one.name, material: firms.materials[Int(one.rest >> 21 & 511)], compartment: compartment(one.rest),
                occurred: occurred(one.rest >> 30), learned: occurred(one.rest))
            if cells.last?.cell == cell { cells[cells.count - 1].grams += one.grams } else { cells.append((cell, one.grams)) }
        }
        return cells
    }
}
