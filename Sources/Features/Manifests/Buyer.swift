// SPDX-License-Identifier: Apache-2.0

import Domain

/// What somebody is who buys or is given waste and holds no licence.
public enum BuyerKind: String, CaseIterable, Codable, Sendable {
    case scrapDealer, kiln, farm, pagoda, household, other
}

/// Somebody outside the system who took a load: no licence, no account, no signature. Who it was is personal content.
public struct Buyer: Hashable, Sendable, Codable {
    public var kind: BuyerKind
    public var name: SealedText
    public var phone: SealedText?
    /// Village, market or road: where the load went, as the sender says.
    public var place: SealedText

    public init(kind: BuyerKind, name: SealedText, phone: SealedText?, place: SealedText) {
        self.kind = kind
        self.name = name
        self.phone = phone
        self.place = place
    }
}

extension BuyerKind {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .scrapDealer: .buyerScrapDealer
        case .kiln: .buyerKiln
        case .farm: .buyerFarm
        case .pagoda: .buyerPagoda
        case .household: .buyerHousehold
        case .other: .buyerOther
        }
    }
}
