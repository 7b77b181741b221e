// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Rulings

extension TestCountry {
    /// A question of the factory about a waste, on which the ministry has ruled.
    public func ruledInquiry() async throws -> InquiryID {
        var form = InquiryForm()
        form.process = "Washing of screens"
        form.product = "Grey paste"
        let asked = try await platform.askRuling(form, by: actor(.factory))
        var ruling = RulingForm()
        ruling.waste = "080314"
        ruling.hazardous = "yes"
        ruling.subject = "Paste from washing screens with solvent"
        ruling.reason = "It holds solvent"
        ruling.source = "Safety data sheet"
        return try await platform.giveRuling(asked.id, version: asked.version, ruling, by: actor(.ministry)).id
    }
}
