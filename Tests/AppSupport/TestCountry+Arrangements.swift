// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

extension TestCountry {
    /// A form of an arrangement between factory, haulier and plant.
    public func arrangementForm(_ tonnes: String = "10", wastes: [String] = ["040222"], days: Int = 200) -> ArrangementForm {
        var form = ArrangementForm()
        form.sender = site(.factory).description
        form.carrier = site(.haulier).description
        form.receiver = site(.plant).description
        form.wastes = wastes
        form.treatment = "R3"
        form.amount = tonnes
        form.validUntil = platform.today.adding(days: days).description
        return form
    }

    public func propose(_ form: ArrangementForm, by firm: TestFirm = .factory, key: String? = nil) async throws -> Arrangement {
        try await platform.proposeArrangement(form, key: key, by: actor(firm))
    }

    public func agree(_ arrangement: Arrangement, by firm: TestFirm) async throws -> Arrangement {
        try await platform.agree(to: arrangement.id, version: arrangement.version, by: actor(firm))
    }

    /// Proposed by the factory, agreed by haulier and plant.
    public func arrangement(_ tonnes: String = "10", wastes: [String] = ["040222"], days: Int = 200) async throws -> Arrangement {
        let proposed = try await propose(arrangementForm(tonnes, wastes: wastes, days: days))
        return try await agree(try await agree(proposed, by: .haulier), by: .plant)
    }

    /// A load under an arrangement.
    public func form(_ kilograms: String, under arrangement: Arrangement, waste: String = "040222") -> NoteForm {
        var form = form(kilograms, waste: waste)
        form.arrangement = arrangement.id.description
        return form
    }
}
