// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Manifest {
    /// Whether an event names only lines and legs that the note has. A journal that was tampered with may say anything.
    func isReady(for event: ManifestEvent) -> Bool {
        switch event {
        case .issued(_, let lots, _, _): lots.count <= lines.count
        case .linked(_, _, _, let lots, _, _): lots.count <= lines.count && !legs.isEmpty
        case .collected: legs.indices.contains(leg)
        case .handedOver: legs.indices.contains(leg + 1)
        case .leftStorage: leg < legs.count
        case .weighed(_, let masses, _, _, _): masses.count <= lines.count
        case .decided(let masses, _, _, _, _, _, _): masses.count <= lines.count
        case .recorded(_, let lots, _, _, _): lots.count <= lines.count && !legs.isEmpty
        case .senderAssigned(_, let lots, _, _): lots.count <= lines.count
        case .treated(let treatment, _): lines.indices.contains(treatment.line)
        case .lotMoved(let line, _): lines.indices.contains(line)
        case .correctionProposed(let proposal): lines.indices.contains(proposal.field.line)
        default: true
        }
    }
}
