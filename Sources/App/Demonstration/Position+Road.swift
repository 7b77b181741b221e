// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

extension Position {
    /// Kilometres by road, roughly: a quarter more than the straight line on a flat map, which is near enough within one
    /// small country.
    func roadKilometres(to other: Position) -> Double {
        let north = (latitude - other.latitude) * 111
        let east = (longitude - other.longitude) * 111 * cos(latitude * .pi / 180)
        return 1.25 * (north * north + east * east).squareRoot()
    }
}
