// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import TestSupport
import Testing

@testable import Demonstration

struct TradeTableTests {
    @Test("Every waste in the table is in the list, goes to trades that take it, and leaves residues that somebody takes")
    func wastesFindTheirPlants() throws {
        let lists = CodeLists.shipped
        for row in TradeRow.byTrade.values {
            for stream in row.streams {
                let code = try #require(WasteCodeID(text: stream.waste), "\(stream.waste)")
                #expect(lists.wasteCode(code, on: FixedTime.today) != nil, "\(stream.waste)")
                for plant in stream.plants { #expect(plant.row.craft(for: stream.waste) != nil, "\(plant) does not take \(stream.waste) of \(row.trade)") }
            }
            for craft in row.crafts {
                #expect(TreatmentCode(text: craft.treatment) != nil)
                guard let residue = craft.residue?.waste else { continue }
                #expect(TradeRow.byTrade.values.contains { $0.craft(for: residue) != nil }, "nobody takes \(residue)")
            }
            #expect(row.season.count == 12)
        }
    }

    @Test("Industries and provinces of the table are in the lists")
    func placesAndIndustriesExist() throws {
        let lists = CodeLists.shipped
        let provinces = Set(lists.provinces(of: .cambodia, on: FixedTime.today).map(\.id.code))
        for row in TradeRow.byTrade.values {
            let industry = IndustryCode(text: row.isic).flatMap { lists.industry($0, on: FixedTime.today) }
            #expect(industry?.level == .class, "\(row.trade): \(row.isic)")
            #expect(provinces.isSuperset(of: row.provinces), "\(row.trade)")
            // Authorities and laboratories neither collect nor treat waste, so the flow by industry must not count them there.
            if row.profiles.contains(.authority) { #expect(industry?.section.text == "O", "\(row.trade): \(row.isic)") }
            if row.profiles.contains(.laboratory) { #expect(industry?.section.text == "M", "\(row.trade): \(row.isic)") }
        }
        #expect(TradeRow.byTrade.count == Trade.allCases.count)
    }
}
