// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Tabular

extension ArrangementList {
    /// - Parameter today: on which an arrangement stands where its row says. What the year still leaves is blank where nothing can be drawn.
    public func file(on today: CalendarDate) -> FileRows {
        func left(_ line: ArrangementLine) -> Mass? { [.inForce, .upcoming].contains(line.arrangement.standing(on: today)) ? line.left : nil }
        return FileRows(
            sections.flatMap(\.lines),
            [
                "arrangement": { $0.arrangement.id.description }
            ] + .name("sender", { organisations[$0.arrangement.terms.sender.organisation] })
                + .name("carrier", { organisations[$0.arrangement.terms.carrier.organisation] })
                + .name("receiver", { organisations[$0.arrangement.terms.receiver.organisation] }) + [
                    "waste_codes": { $0.arrangement.terms.wastes.map(\.waste.text).joined(separator: ";") },
                    "treatment": { $0.arrangement.terms.treatment.description }, "yearly_kg": { kilograms($0.arrangement.terms.yearlyAmount) },
                    "left_kg": { kilograms(left($0)) }, "valid_from": { $0.arrangement.terms.validFrom.description },
                    "valid_until": { $0.arrangement.terms.validUntil.description }, "standing": { $0.arrangement.standing(on: today).rawValue },
                ])
    }
}

extension ArrangementNoteList {
    /// What each note takes of which year.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            notes,
            Manifest.fileColumns + [
                "year": { $0.draw(in: zone).map { String($0.year) } ?? "" }, "reserved_kg": { kilograms($0.draw(in: zone)?.reserved ?? .zero) },
                "used_kg": { kilograms($0.draw(in: zone)?.used ?? .zero) },
            ])
    }
}
