// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Tabular

extension PipeList {
    /// Without registration numbers: works see the sender's on no page.
    public var file: FileRows {
        FileRows(
            lines,
            .name("organisation", { sites[$0.pipe.site].flatMap { organisations[$0.organisation] } }) + .name("site", { sites[$0.pipe.site] }) + [
                "pipe": { $0.pipe.id.description }, "outlet": { $0.outlet?.code ?? "" },
            ] + .name("works", { $0.pipe.works.flatMap { sites[$0] } }) + [
                "from": { $0.pipe.from.description },
                "until": { $0.pipe.until?.description ?? "" }, "state": { "\($0.pipe.state)" }, "latest_month": { $0.latest?.month.description ?? "" },
                "latest_state": { $0.latest.map { "\($0.state)" } ?? "" }, "latest_agreed_m3": { $0.latest?.agreed?.volume.cubicMetres ?? "" },
            ])
    }
}

extension PipePage {
    /// The months of the pipe, the latest first; what nobody stated stands empty.
    public var file: FileRows {
        let columns: FileColumns<MonthLine> = [
            "month": { $0.month.description }, "pipe": { _ in pipe.id.description },
        ]
        let ends: FileColumns<MonthLine> = .name("sender", { _ in sites[pipe.site] }) + .name("works", { _ in pipe.works.flatMap { sites[$0] } })
        let figures: FileColumns<MonthLine> = [
            "sender_m3": { $0.transfer?.senderReading?.volume.cubicMetres ?? "" }, "works_m3": { $0.transfer?.worksReading?.volume.cubicMetres ?? "" },
            "difference_m3": { $0.transfer?.difference?.cubicMetres ?? "" }, "agreed_m3": { $0.transfer?.agreed?.volume.cubicMetres ?? "" },
            "basis": { $0.transfer?.agreed?.basis.rawValue ?? "" }, "state": { $0.transfer.map { "\($0.state)" } ?? "" },
        ]
        return FileRows(months, columns + ends + figures)
    }
}

extension Volume {
    /// Cubic metres in digits of files.
    var cubicMetres: String { ExactDecimal(digits: raw, scale: 6).withoutTrailingZeros.description }
}
