// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Deadlines
import Domain
import Foundation
import Returns
import TestSupport
import Testing
import Wording

struct DataSetTests {
    private let sets = DataSets.shipped
    private let counting = DueDays(returnsIn: .cambodia, .shipped)

    @Test("Ten kinds of return ship, each of them assumed, each figure with a name in three languages")
    func shipped() {
        #expect(sets.sets.count == 10)
        for set in sets.sets {
            #expect(set.standing == .assumed && set.provenance.confidence == .low, "\(set.id)")
            for language in Language.allCases {
                let words = Words(language)
                let names = [set.phrase.fullKey] + set.fields.flatMap { [$0.phrase.fullKey, $0.sectionPhrase.fullKey] }
                for name in names { #expect(!words.say(name).isEmpty && words.say(name) != name, "\(set.id) \(name)") }
            }
        }
    }

    @Test("The simple return has at most ten figures, and every kind of plant of the law's chain has its own")
    func simpleAndPlants() {
        let simple = sets.sets.filter(\.isSimple)
        #expect(simple.map(\.id) == ["simple"] && simple.allSatisfy { $0.fields.count <= 10 && $0.periods == [.quarter, .year] })
        #expect(
            Set(sets.sets.map(\.plant)).isSuperset(of: [
                "factory", "smallFirm", "collectionCentre", "incinerator", "landfill", "wastewaterWorks", "wasteToEnergy", "recycler", "haulier",
            ]))
    }

    @Test("A garment factory is asked for garments and fabric, a brewery for neither, and both for electricity and water")
    func sectors() throws {
        let set = try #require(sets.set("factoryMonthly", on: FixedTime.today))
        func fields(_ isic: String) -> Set<String> { Set(set.fields(for: isic).map(\.id)) }
        #expect(fields("1410").isSuperset(of: ["garmentsMade", "fabricIn", "electricityGrid", "waterPublic"]))
        #expect(fields("1410").isDisjoint(with: ["shoesMade", "productMade", "rawMaterialIn"]))
        #expect(fields("1103").isSuperset(of: ["productMade", "rawMaterialIn", "electricityGrid"]))
        #expect(fields("1103").isDisjoint(with: ["garmentsMade", "fabricIn", "shoesMade"]))
    }

    private func facts(_ profiles: Set<String>, size: String?, treatments: [String] = [], isic: String = "1410", start: String = "2020-01-01") -> SiteFacts {
        SiteFacts(
            country: .cambodia, profiles: profiles, treatments: Set(treatments.compactMap { TreatmentCode(text: $0) }), isic: isic, size: size,
            start: CalendarDate(iso: start) ?? CalendarDate(dayNumber: 0))
    }

    @Test("Who owes what follows from profile, size and permits: a factory monthly, a small firm a quarter, a micro one a year, a plant by its treatment")
    func duties() {
        let today = FixedTime.today
        func owed(_ facts: SiteFacts) -> Set<String> {
            Set(sets.owed(by: facts, through: today, counting).map { "\($0.dataSet.id) \($0.duty.period.rawValue)" })
        }
        #expect(owed(facts(["producer"], size: "large")) == ["factoryMonthly month", "factoryYearly year"])
        #expect(owed(facts(["producer"], size: "small")) == ["simple quarter"])
        #expect(owed(facts(["producer"], size: "micro")) == ["simple year"])
        #expect(owed(facts(["producer"], size: nil)) == ["simple quarter"])
        #expect(owed(facts(["treater"], size: "medium", treatments: ["D10"])) == ["incinerator month"])
        #expect(owed(facts(["treater"], size: "medium", treatments: ["D5", "R3"])) == ["landfill month", "recycler month"])
        #expect(owed(facts(["producer"], size: "small", isic: "3700")) == ["wastewaterWorks month"])
        #expect(owed(facts(["haulier", "collector"], size: "small")) == ["haulier month", "collectionCentre month"])
        #expect(owed(facts(["laboratory"], size: "large")).isEmpty)
    }

    @Test("Periods are owed from the first that ends after the site began, the running one among them, each due so many days after its end")
    func periods() {
        let today = FixedTime.today
        let owed = sets.owed(by: facts(["producer"], size: "large", start: "2026-07-20"), through: today, counting).filter { $0.dataSet.id == "factoryMonthly" }
        #expect(owed.map(\.period.description) == ["2026-09", "2026-08", "2026-07"])
        #expect(owed.map(\.due.description) == ["2026-10-16", "2026-09-15", "2026-08-17"])
        let early = sets.owed(by: facts(["producer"], size: "large"), through: today, counting, limit: 40).filter { $0.dataSet.id == "factoryMonthly" }
        #expect(early.map(\.period.description).last == "2026-07", "No duty holds before its own first day.")
    }

    @Test("Every fault of the three files is told at once, with its line, column and what was expected")
    func faults() {
        let (_, faults) = DataSets.none.adding(
            [
                "data_sets.csv": Array(
                    """
                    id,version,valid_from,valid_to,periods,plant,wastes,simple,standing,source,confidence
                    simple,1,2026-01-01,2025-01-01,quarter,smallFirm,none,1,assumed,us,high
                    nosuch,1,2026-01-01,,fortnight,smallFirm,none,1,assumed,,low

                    """.utf8),
                "data_fields.csv": Array(
                    """
                    data_set,version,field,section,kind,units,account,required,sectors,prefill,method,place
                    simple,1,diesel,energy,volume,kg,supply>nowhere,1,,typed,invoiced,10
                    simple,1,diesel,energy,volume,L,,maybe,,typed,invoiced,10

                    """.utf8),
                "return_duties.csv": Array(
                    """
                    id,data_set,country,profile,treatments,sectors,sizes,period,due_days,bill,valid_from,valid_to,standing,source,confidence
                    a,simple,KH,farmer,X9,,huge,month,0,x,2026-01-01,,assumed,us,low

                    """.utf8),
            ], units: CodeLists.shipped.units.newest.rows)
        let found = Set(faults.map { "\($0.file) \($0.line) \($0.column)" })
        #expect(
            found.isSuperset(of: [
                "data_sets.csv 2 valid_to", "data_sets.csv 2 confidence", "data_sets.csv 3 id", "data_sets.csv 3 periods", "data_sets.csv 3 source",
                "data_fields.csv 2 units",
                "data_fields.csv 2 account", "data_fields.csv 3 required", "return_duties.csv 2 profile", "return_duties.csv 2 treatments",
                "return_duties.csv 2 sizes",
                "return_duties.csv 2 due_days", "return_duties.csv 2 bill", "return_duties.csv 2 period",
            ]), "\(faults)")
    }
}
