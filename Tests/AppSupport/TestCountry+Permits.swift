// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

extension TestCountry {
    /// One more permit of a firm, amounts in tonnes.
    @discardableResult
    public func permit(
        _ firm: TestFirm, number: String, wastes: String, treatments: String = "R3", daily: String = "", yearly: String = "", ceiling: String = "",
        from: String = "2020-01-01", until: String = ""
    ) async throws -> Permit {
        var form = PermitForm()
        form.organisation = organisation(firm).description
        form.number = number
        form.issuedBy = "Ministry of Environment"
        form.wastes = wastes
        form.treatments = treatments
        form.dailyCapacity = daily
        form.yearlyCapacity = yearly
        form.storageCeiling = ceiling
        form.validFrom = from
        form.validUntil = until
        form.source = "test"
        return try await platform.recordPermit(form, by: .operatorOfServer(on: platform.today))
    }
}
