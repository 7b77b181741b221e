// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@Suite("Amounts") struct AmountTests {
    @Test("kilograms and tonnes are whole grams, and sums of a nation's decades stay far from the end of 64 bits")
    func mass() {
        #expect(Mass.kilograms(1240) == Mass.grams(1_240_000))
        #expect(Mass.tonnes(2) == Mass.kilograms(2000))
        #expect(Mass.tonnes(1) - Mass.kilograms(1) + Mass.grams(-5) == Mass.grams(998_995))
        #expect((-Mass.grams(3)).magnitude == Mass.grams(3))
        #expect(Mass.grams(-1) < .zero)
        #expect(Mass.grams(7).description == "7 g")
        #expect(Volume(5).description == "5 mL" && Energy(5).description == "5 Wh")
        #expect(Limits.lineMass == Mass.grams(50_000_000_000))
    }

    @Test("amounts travel as bare whole numbers")
    func coding() throws {
        let json = try JSONEncoder().encode([Mass.kilograms(1), Mass.grams(-1)])
        #expect(String(decoding: json, as: UTF8.self) == "[1000,-1]")
        #expect(try JSONDecoder().decode([Mass].self, from: json) == [Mass.kilograms(1), Mass.grams(-1)])
    }

    @Test("money of two currencies is never added")
    func money() {
        let riel = Money(raw: 40_000, currency: "KHR")
        #expect(riel.adding(Money(raw: 5, currency: "KHR")) == Money(raw: 40_005, currency: "KHR"))
        #expect(riel.adding(Money(raw: 5, currency: "VND")) == nil)
    }

    @Test("a given mass keeps number, unit, method and conversion through JSON")
    func given() throws {
        let given = GivenMass(number: "1.24", unit: "t", method: .weighed, conversion: "SI Brochure 9", mass: .kilograms(1240))
        #expect(try JSONDecoder().decode(GivenMass.self, from: JSONEncoder().encode(given)) == given)
        #expect(MeasurementMethod.allCases.filter(\.isEstimate) == [.estimated])
    }
}
