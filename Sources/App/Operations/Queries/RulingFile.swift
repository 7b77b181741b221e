// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Rulings
import Tabular

extension RulingList {
    /// What everybody may read of rulings; texts stand empty once erased.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            rows,
            [
                "ruling": { $0.id.description }, "subject": { $0.subject ?? "" }, "waste_code": { $0.ruling.waste.text },
                "hazardous": { $0.ruling.isHazardous ? "1" : "0" }, "ruled_on": { zone.date(of: $0.ruling.ruledAt).description },
                "reason": { $0.reason ?? "" }, "source": { $0.source ?? "" },
            ] + .name("authority", { $0.authority }))
    }
}

extension InquiryList {
    /// Questions; texts stand empty once erased.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            rows,
            [
                "question": { $0.inquiry.id.description }, "registration_number": { $0.organisation?.registrationNumber ?? "" },
            ] + .name("organisation", { $0.organisation }) + [
                "product": { $0.product ?? "" }, "process": { $0.process ?? "" },
                "asked_on": { zone.date(of: $0.inquiry.askedAt).description }, "state": { $0.inquiry.isOpen ? "open" : "ruled" },
                "waste_code": { $0.inquiry.ruling?.waste.text ?? "" },
            ])
    }
}
