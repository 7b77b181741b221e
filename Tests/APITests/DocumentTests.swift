// SPDX-License-Identifier: Apache-2.0

import API
import Testing

struct DocumentTests {
    @Test("The table names every operation once, and every path and method")
    func namesAreUnique() {
        let routes = APIRoutes.all
        #expect(Set(routes.map(\.name)).count == routes.count)
        #expect(Set(routes.map { "\($0.method) \($0.path)" }).count == routes.count)
    }
}
