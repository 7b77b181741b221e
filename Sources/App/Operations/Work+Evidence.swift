// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Work {
    /// Keeps the sums of how masses are known in step with a note.
    func keepEvidence(of note: Manifest, before: Manifest?) throws {
        // Both countries keep the same civil time.
        let now = note.evidence(in: .phnomPenh)
        let former = before?.evidence(in: .phnomPenh) ?? []
        guard now != former || (before.map { $0.sender != note.sender } ?? false) else { return }
        let sender = try site(note.sender.site)
        // A load may turn out to have come from somebody else.
        let formerly = before.map(\.sender) == note.sender ? sender : try before.flatMap { try site($0.sender.site) }
        try EvidenceStore(session).add(now.map { $0.cell(of: sender) } + former.map { $0.cell(of: formerly).negated })
    }
}

extension MassEvidence {
    /// The cell in which it is summed: its sender's province is the one of the day.
    func cell(of sender: Site?) -> EvidenceCell {
        EvidenceCell(month: day.month, province: sender?.attributes(on: day).province ?? "", waste: waste, kind: kind, mass: mass)
    }
}

extension EvidenceCell {
    var negated: EvidenceCell {
        var cell = self
        cell.mass = .zero - mass
        return cell
    }
}

/// Counts again from notes how masses are known, and compares with the sums that are kept.
struct EvidenceRecount {
    private struct Key: Hashable, Comparable {
        var month: Month
        var province: String
        var waste: WasteCodeID
        var kind: EvidenceKind

        init(_ cell: EvidenceCell) {
            month = cell.month
            province = cell.province
            waste = cell.waste
            kind = cell.kind
        }

        static func < (a: Key, b: Key) -> Bool { (a.month, a.province, a.waste, a.kind.rawValue) < (b.month, b.province, b.waste, b.kind.rawValue) }
    }

    private var counted: [Key: Mass] = [:]
    private var sites: [SiteID: Site?] = [:]

    mutating func take(_ note: Manifest, _ reading: Reading) throws {
        let evidence = note.evidence(in: .phnomPenh)
        guard !evidence.isEmpty else { return }
        let sender: Site?
        if let known = sites[note.sender.site] {
            sender = known
        } else {
            sender = try reading.registry.site(note.sender.site)
            sites[note.sender.site] = .some(sender)
        }
        for part in evidence { counted[Key(part.cell(of: sender)), default: .zero] += part.mass }
    }

    /// The facts of the first sum that differs from the count; `nil` when all agree.
    func difference(_ store: EvidenceStore) throws -> [String: Fact]? {
        var left = counted
        var wrong: (key: Key, kept: Mass, counted: Mass)?
        try store.each { cell in
            let key = Key(cell)
            let right = left.removeValue(forKey: key) ?? .zero
            if wrong == nil, right != cell.mass { wrong = (key, cell.mass, right) }
        }
        if wrong == nil { wrong = left.min { $0.key < $1.key }.map { ($0.key, .zero, $0.value) } }
        return wrong.map { found in
            [
                "month": .text(found.key.month.description), "province": .text(found.key.province), "waste": .text(found.key.waste.text),
                "method": .text(found.key.kind.rawValue), "found": .mass(found.kept), "expected": .mass(found.counted),
            ]
        }
    }
}
