// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Tabular

extension LotPage {
    /// The origins of what the lot's accounts hold.
    public var file: FileRows { FileRows(origins, OriginPart.columns(sites)) }

    /// What fed the lot (`source`), where its mass is (`place`), and where the load that began it is now (`fate`): all of them.
    public var partsFile: FileRows {
        let sides = [("source", sources), ("place", places), ("fate", fates)]
        let columns: FileColumns<(side: String, part: LotPart)> = [
            "side": { $0.side }, "compartment": { String($0.part.account.compartment.number) },
            // Whoever may not read the site's book has no way to the account.
            "account": { readable.contains($0.part.account.site) ? $0.part.accountID?.description ?? "" : "" },
            "lot": { $0.part.account.lot?.description ?? "" }, "note": { $0.part.account.lot.flatMap { numbers[$0] } ?? "" },
            "mass_kg": { kilograms(Mass($0.part.grams)) }, "share": { ExactDecimal(digits: $0.part.permille, scale: 3).description },
        ]
        let places: FileColumns<(side: String, part: LotPart)> = .name("site", { sites[$0.part.account.site] })
        return FileRows(sides.flatMap { side, parts in parts.map { (side: side, part: $0) } }, columns + places)
    }
}

extension BundlePage {
    public var file: FileRows { FileRows(parts, OriginPart.columns(sites)) }
}

extension OriginPart {
    fileprivate static func columns(_ sites: [SiteID: Site]) -> FileColumns<OriginPart> {
        ["origin": { $0.origin.id.description }, "bundle": { $0.isBundle ? "1" : "0" }] + .name("site", { sites[$0.origin.site] })
            + .material { $0.origin.material } + [
                "occurred": { $0.origin.occurred.description }, "province": { $0.origin.province }, "isic": { $0.origin.sector },
                "mass_kg": { kilograms(Mass($0.grams)) }, "share": { ExactDecimal(digits: Int64(($0.share * 1_000_000).rounded()), scale: 6).description },
            ]
    }
}
