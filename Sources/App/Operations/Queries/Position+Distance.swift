// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

extension Position {
    /// Length of the great circle to another place, kilometres. Roads are longer.
    ///
    /// - Source: haversine formula on a sphere with the mean earth radius of IUGG (1980), 6,371.0088 km.
    func kilometres(to other: Position) -> Double {
        let radians = Double.pi / 180
        let (a, b) = (latitude * radians, other.latitude * radians)
        let north = sin((b - a) / 2)
        let east = sin((other.longitude - longitude) * radians / 2)
        // Rounding may carry the sum of squares of opposite places a little above one.
        return 2 * 6371.0088 * asin(min(1, (north * north + cos(a) * cos(b) * east * east).squareRoot()))
    }
}
