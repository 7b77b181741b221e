// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns
import Testing

/// What a firm without a meter is offered, by figures that were worked out by hand.
struct FigureEstimateTests {
    private let source = Provenance(source: "test", confidence: .low)

    @Test("Of 1,000 m3 taken in, with 0 to 10 per cent in the product and 5 to 20 evaporated, between 700 and 950 m3 leave: 825 stand in the return")
    func balance() throws {
        let water = [FigureEstimate.Input(field: "waterPublic", whole: 600_000_000), FigureEstimate.Input(field: "waterWell", whole: 400_000_000)]
        let shares = WaterShares(productLow: 0, productHigh: 100, evaporationLow: 50, evaporationHigh: 200)
        let found = try #require(FigureEstimate.waterBalance(water, shares, source))
        #expect(found.low == 700_000_000 && found.high == 950_000_000 && found.middle == 825_000_000)
        #expect(FigureEstimate.waterBalance([], shares, source) == nil)
        let much = WaterShares(productLow: 600, productHigh: 600, evaporationLow: 500, evaporationHigh: 500)
        #expect(FigureEstimate.waterBalance(water, much, source) == nil)
    }

    @Test("Of 12 t at 8 to 18 m3 a tonne between 96 and 216 m3 leave, and 156 stand in the return")
    func range() throws {
        let found = try #require(
            FigureEstimate.outputRange([FigureEstimate.Input(field: "productMade", whole: 12_000_000)], 8...18, id: "ipcc.ww.fish", source))
        #expect(found.low == 96_000_000 && found.high == 216_000_000 && found.middle == 156_000_000)
        #expect(FigureEstimate.outputRange([], 8...18, id: "x", source) == nil)
    }

    @Test("Shares that are shipped are assumed, say so, and leave something")
    func shipped() {
        let found = WaterShares.shipped
        #expect(found.standing == .assumed && !found.provenance.source.isEmpty)
        #expect(found.shares.productHigh + found.shares.evaporationHigh < 1000)
    }
}
