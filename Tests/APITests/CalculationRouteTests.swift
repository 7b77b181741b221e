// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Calculations
import Testing

extension EveryRouteTests {
    /// Greenhouse gases without a token: the bytes of the method itself, and every problem with its pointer.
    func calculations(_ api: APICountry) async throws {
        let input: JSON = ["activities": [["factor": "fuel.diesel", "amount": 1000, "unit": "L"]], "gwp": "AR5"]
        let found = try await api.post("/calculations/ghg", input, as: nil)
        #expect(found.status == 200, "\(found.json)")
        #expect(try found.web.bytes == CalculationMethod.ghg.answer(input).bytes, "the same bytes as at the command line")
        let wrong = try await api.post("/calculations/ghg", ["activities": [["factor": "fuel.x", "amount": -1, "unit": "kg"]], "colour": 1], as: nil)
        let pointers = wrong.json["problems"]?.list?.compactMap { $0["pointer"]?.text } ?? []
        #expect(wrong.status == 422 && Set(pointers) == ["/colour", "/activities/0/factor", "/activities/0/amount"], "\(wrong.json)")
    }
}
