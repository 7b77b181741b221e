// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores
import Tabular

/// The notes behind one sum of what moved: a waste that left senders of a province in a month, its mass known in one way.
public struct NationMoved: Sendable {
    public struct Line: Sendable {
        public var note: Manifest
        public var site: Site?
        public var organisation: Organisation?
        public var mass: Mass
    }

    public var month: Month
    public var province: String
    public var waste: WasteCodeID
    public var kind: EvidenceKind
    public var lines: [Line]
    /// The sum itself.
    public var cellTotal: Mass
    /// Over all notes; `nil` where they take more than one page.
    public var total: Mass?
    public var next: DocumentID?
}

extension Platform {
    /// Notes behind a sum of what moved, in the order in which they were begun, one page after one.
    ///
    /// Senders are looked for by the province in which their sites stand now; where one has moved since, the sum differs.
    ///
    /// - Throws: ``PermissionRefusal`` for those who may not open the books of the province's sites.
    public func nationMoved(
        in month: Month, from asked: String, _ waste: WasteCodeID, _ kind: EvidenceKind, after: DocumentID?, limit: Int, by actor: Actor
    ) async throws -> NationMoved {
        let province = try actor.nationReach() ?? asked
        guard actor.maySeeSites(of: province) else { throw PermissionRefusal.missing }
        return try await readPublished { r in
            var notes = try r.notes.left(in: month, from: province, waste, after: after, limit: limit + 1)
            let hasMore = notes.count > limit
            if hasMore { notes.removeLast() }
            let (sites, organisations) = try r.places(of: notes.map(\.sender.site))
            let lines = notes.compactMap { note -> NationMoved.Line? in
                let site = sites[note.sender.site]
                let parts = note.evidence(in: self.zone).filter { part in
                    let cell = part.cell(of: site)
                    return cell.month == month && cell.province == province && cell.waste == waste && cell.kind == kind
                }
                guard !parts.isEmpty else { return nil }
                return NationMoved.Line(
                    note: note, site: site, organisation: site.flatMap { organisations[$0.organisation] }, mass: parts.reduce(.zero) { $0 + $1.mass })
            }
            let cells = try EvidenceStore(r.session).cells(month...month, province: province, kind: kind, limit: .max).cells
            return NationMoved(
                month: month, province: province, waste: waste, kind: kind, lines: lines,
                cellTotal: cells.first { $0.waste == waste }?.mass ?? .zero, total: after == nil && !hasMore ? lines.reduce(.zero) { $0 + $1.mass } : nil,
                next: hasMore ? notes.last?.id : nil)
        }
    }
}

extension NationMoved {
    public var file: FileRows {
        FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + [
                "note": { $0.note.number ?? "" }, "month": { _ in month.description }, "province": { _ in province }, "waste_code": { _ in waste.text },
                "known_by": { _ in kind.rawValue }, "mass_kg": { kilograms($0.mass) },
            ])
    }
}
