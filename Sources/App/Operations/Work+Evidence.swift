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
        let (learned, zone) = (today.month, platform.zone)
        try EvidenceStore(session).add(
            now.flatMap { $0.cells(of: sender, learned: learned, zone) } + former.flatMap { $0.cells(of: formerly, learned: learned, zone).map(\.negated) })
    }
}

extension MassEvidence {
    /// The cell in which it is summed in a province.
    private func cell(in province: String) -> EvidenceCell { EvidenceCell(month: day.month, province: province, waste: waste, kind: kind, mass: mass) }

    /// The cell in which it is summed by all that is known now: its sender's province is the one of the day.
    func cell(of sender: Site?) -> EvidenceCell { cell(in: sender?.attributes(on: day).province ?? "") }

    /// The cells to which it adds when it is learned in a month: in the province that was known then, and from there to each that was learned since.
    func cells(of sender: Site?, learned: Month, _ zone: CivilZone) -> [LearnedEvidence] {
        guard let steps = sender?.classifications(on: day, from: learned, zone) else { return [LearnedEvidence(cell(in: ""), learned: learned)] }
        var cells = [LearnedEvidence(cell(in: steps[0].place.province), learned: learned)]
        for (earlier, later) in zip(steps, steps.dropFirst()) where earlier.place.province != later.place.province {
            cells.append(LearnedEvidence(cell(in: earlier.place.province), learned: later.learned).negated)
            cells.append(LearnedEvidence(cell(in: later.place.province), learned: later.learned))
        }
        return cells
    }
}

extension LearnedEvidence {
    var negated: LearnedEvidence {
        var evidence = self
        evidence.cell.mass = .zero - cell.mass
        return evidence
    }
}
