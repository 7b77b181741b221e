// SPDX-License-Identifier: Apache-2.0

import Operations

/// The firms that stories are told about, by their places in the plan.
struct Cast: Sendable {
    var factory: Int
    var haulier: Int
    var recycler: Int
    var collector: Int
    var kiln: Int
    var paperMill: Int
    var landfill: Int
    /// A zone's wastewater works.
    var works: Int
    /// Another garment factory, and one more haulier.
    var neighbour: Int
    var otherHaulier: Int
    /// Eight small firms whose lots are grouped; the first of them have their notes prepared by the support centre.
    var small: [Int]
}

extension CountryPlan {
    var cast: Cast {
        let (garment, hauliers) = (places(of: .garment), places(of: .haulier))
        let centre = firms[place(of: .collector)].position
        let small = places(of: .tailor).sorted { (firms[$0].position.roadKilometres(to: centre), $0) < (firms[$1].position.roadKilometres(to: centre), $1) }
        return Cast(
            factory: place(of: .factory), haulier: place(of: .haulier), recycler: place(of: .recycler), collector: place(of: .collector),
            kiln: places(of: .kiln)[0], paperMill: places(of: .paperMill)[0], landfill: place(of: .landfill), works: place(of: .works),
            neighbour: garment.dropFirst().first { firms[$0].province == "12" } ?? garment[1],
            otherHaulier: hauliers.dropFirst().first { firms[$0].carriesHazardous } ?? hauliers[1], small: Array(small.prefix(8)))
    }

    /// The busiest garment factory that no other story is about: so busy that what is missing is seen beside its peers.
    var hiding: Int? {
        let cast = cast
        return places(of: .garment).filter { $0 != cast.factory && $0 != cast.neighbour }.max { (firms[$0].size, $1) < (firms[$1].size, $0) }
    }
}
