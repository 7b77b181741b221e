// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
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

    @Test("What was kept of an estimate before firms could state one reads as it did, and is written as it was")
    func kept() throws {
        let old = """
            {"confidence":"low","formula":"waterBalance","high":950000000,"inputs":[{"field":"waterPublic","whole":1000000000}],"low":700000000,\
            "shares":{"evaporationHigh":200,"evaporationLow":50,"productHigh":100,"productLow":0},"source":"test"}
            """
        let read = try JSONDecoder().decode(FigureEstimate.self, from: Data(old.utf8))
        #expect(read.middle == 825_000_000 && read.way == .waterBalance && read.basis == nil && read.said == nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(read), as: UTF8.self) == old)
    }

    @Test("What a firm states keeps its ends, and the figure that it put between them")
    func stated() {
        var own = FigureEstimate.stated(low: 1_234_000, high: 9_000_000, basis: .outputRange)
        #expect(own.middle == 5_100_000 && own.way == .outputRange && own.source.isEmpty && own.confidence == .low)
        own.figure = 2_000_000
        #expect(own.middle == 2_000_000 && FigureEstimate.cubicMetres(own.low) == "1.2340")
        #expect(FigureEstimate.stated(low: 0, high: 0, basis: .stated).basis == nil)
    }

    @Test("Shares that are shipped are assumed, say so, and leave something")
    func shipped() {
        let found = WaterShares.shipped
        #expect(found.standing == .assumed && !found.provenance.source.isEmpty)
        #expect(found.shares.productHigh + found.shares.evaporationHigh < 1000)
    }
}
