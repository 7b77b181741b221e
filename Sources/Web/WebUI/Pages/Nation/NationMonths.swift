// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup

extension PageRequest {
    /// Months of the nation's figures where the address names none.
    var lastMonths: ClosedRange<Month> {
        let now = platform.today.month
        return now.adding(months: -11)...now
    }

    /// Names the months in an address; those that it stands for anyway would only be bytes, in each of a hundred links of a page.
    func setting(_ months: ClosedRange<Month>, on path: URLPath) -> URLPath {
        guard months != lastMonths else { return path }
        return path.setting("from", months.lowerBound.description).setting("to", months.upperBound.description)
    }
}
