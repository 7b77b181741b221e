// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores
import Wording

/// Counts again from the journal how masses are known, and since which month, and compares with the sums that are kept.
struct EvidenceRecount {
    private struct Key: Hashable, Comparable {
        var month: Month
        var province: String
        var waste: WasteCodeID
        var kind: EvidenceKind
        var learned: Month

        init(_ evidence: LearnedEvidence) {
            let cell = evidence.cell
            (month, province, waste, kind, learned) = (cell.month, cell.province, cell.waste, cell.kind, evidence.learned)
        }

        static func < (a: Key, b: Key) -> Bool {
            (a.month, a.province, a.waste, a.kind.rawValue, a.learned) < (b.month, b.province, b.waste, b.kind.rawValue, b.learned)
        }
    }

    private var counted: [Key: Mass] = [:]
    private var sites: [SiteID: Site?] = [:]
    /// Before the end of this month it was not kept what was learned when.
    private let from: Month?

    init(_ store: EvidenceStore) throws { from = try store.learnedFrom() }

    /// - Parameter before: the note as it was before a line, which changed it in a month.
    mutating func take(_ note: Manifest, before: Manifest, learned: Month, _ reading: Reading) throws {
        let (now, former) = (note.evidence(in: .phnomPenh), before.evidence(in: .phnomPenh))
        guard now != former || note.sender != before.sender else { return }
        let month = from.map { max($0, learned) } ?? learned
        for (parts, party, sign) in [(now, note.sender, Int64(1)), (former, before.sender, -1)] where !parts.isEmpty {
            let sender = try site(party.site, reading)
            for part in parts {
                for cell in part.cells(of: sender, learned: learned, reading.platform.zone) {
                    var cell = cell
                    cell.learned = max(cell.learned, month)
                    counted[Key(cell), default: .zero] += Mass(sign * cell.cell.mass.raw)
                }
            }
        }
    }

    private mutating func site(_ id: SiteID, _ reading: Reading) throws -> Site? {
        if let known = sites[id] { return known }
        let site = try reading.registry.site(id)
        sites[id] = .some(site)
        return site
    }

    /// The facts of the first sum that differs from the count; `nil` when all agree.
    func difference(_ store: EvidenceStore) throws -> [String: Fact]? {
        var left = counted.filter { $0.value != .zero }
        var wrong: (key: Key, kept: Mass, counted: Mass)?
        try store.each { cell in
            let key = Key(cell)
            let right = left.removeValue(forKey: key) ?? .zero
            if wrong == nil, right != cell.cell.mass { wrong = (key, cell.cell.mass, right) }
        }
        if wrong == nil { wrong = left.min { $0.key < $1.key }.map { ($0.key, .zero, $0.value) } }
        return wrong.map { found in
            [
                "month": .text(found.key.month.description), "province": .text(found.key.province), "waste": .text(found.key.waste.text),
                "method": .text(found.key.kind.rawValue), "learned": .text(found.key.learned.description), "found": .mass(found.kept),
                "expected": .mass(found.counted),
            ]
        }
    }
}
