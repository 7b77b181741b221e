// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Checks

/// The rules as data: each one on a case that it finds and one that it passes.
struct CheckRuleTests {
    private let fields = [
        "workingDays", "workersWomen", "workersMen", "fabricIn", "packagingIn", "chemicalsIn", "waterPublic", "waterWell", "electricityGrid", "diesel",
        "garmentsMade", "wastewaterSewer", "wasteStock",
    ]

    /// A month of a garment factory as ordinary as can be, changed by whoever asks.
    private func period(_ changes: [String: CheckAnswer] = [:], waste: Int64 = 5_000_000) -> CheckedPeriod {
        var answers: [String: CheckAnswer] = [
            "workingDays": .figure(25), "workersWomen": .figure(700), "workersMen": .figure(200), "fabricIn": .figure(30_000_000),
            "packagingIn": .figure(1_000_000), "chemicalsIn": .nothing, "waterPublic": .figure(900_000_000), "waterWell": .nothing,
            "electricityGrid": .figure(60_000_000), "diesel": .figure(2_000_000), "garmentsMade": .figure(110_000), "wastewaterSewer": .figure(700_000_000),
            "wasteStock": .figure(1_000_000),
        ]
        answers.merge(changes) { _, later in later }
        let code = WasteCodeID(text: "040222")
        return CheckedPeriod(
            answers: answers, wastes: code.map { waste > 0 ? [$0: waste] : [:] } ?? [:], generated: waste, energy: EnergyContents.shipped.sum(answers))
    }

    private func judged(
        _ now: CheckedPeriod, past: [CheckedPeriod] = [], lastYear: CheckedPeriod? = nil, expected: ExpectedWaste? = nil, sector: String = "1410",
        day: CalendarDate = FixedTime.day(2026, 9, 30), dataSet: String = "factoryMonthly"
    ) -> [CheckFinding] {
        CheckRules.shipped.judge(
            CheckSubject(
                dataSet: dataSet, sector: sector, day: day, days: 30, fields: fields, measured: Set(fields.dropFirst(3).dropLast()), products: ["garmentsMade"],
                now: now, past: past, lastYear: lastYear, expected: expected))
    }

    private func rules(_ found: [CheckFinding]) -> [String] { found.map { $0.rule + " " + $0.field } }

    @Test("An ordinary month passes, alone and after a year of ordinary months")
    func ordinary() {
        #expect(judged(period()).isEmpty)
        let past = (0..<12).map { period(["electricityGrid": .figure(58_000_000 + Int64($0) * 400_000)]) }
        #expect(judged(period(), past: past, lastYear: past[11]).isEmpty, "\(judged(period(), past: past))")
    }

    @Test("What cannot be is refused, all of it at once, and nothing soft is asked at the same figure")
    func hard() {
        let found = judged(period(["workingDays": .figure(31), "wastewaterSewer": .figure(2_800_000_000)]))
        #expect(found.filter(\.isHard).map(\.rule) == ["daysInPeriod", "wastewaterImpossible"])
        #expect(found.first?.found == 31 && found.first?.high == 30)
        #expect(!found.contains { !$0.isHard && $0.field == "wastewaterSewer" })
        // Food holds water of its own: there only an explanation is asked for.
        #expect(rules(judged(period(["wastewaterSewer": .figure(2_800_000_000)]), sector: "1030")) == ["wastewaterAboveWater wastewaterSewer"])
    }

    @Test("More waste than material, product without people and wastewater above water ask for an explanation")
    func balances() {
        #expect(rules(judged(period(waste: 32_000_000))) == ["wasteAboveMaterials @waste"])
        var incomplete = period(waste: 32_000_000)
        incomplete.answers["chemicalsIn"] = nil
        #expect(judged(incomplete).isEmpty, "What nobody answered is not taken for nothing.")
        #expect(rules(judged(period(["workersWomen": .nothing, "workersMen": .figure(0)]))) == ["peopleForProduct garmentsMade"])
        #expect(rules(judged(period(["wastewaterSewer": .figure(1_000_000_000)]))) == ["wastewaterAboveWater wastewaterSewer"])
    }

    @Test("A unit that slipped is told by its factor, before the figure is called unusual")
    func slip() {
        let past = (0..<6).map { period(["diesel": .figure(2_000_000 + Int64($0) * 50_000)]) }
        let found = judged(period(["diesel": .figure(2_100)]), past: past)
        #expect(found.map(\.rule) == ["unitSlip"] && found.first?.factor == 1000 && found.first?.low == 2_125_000, "\(found)")
        #expect(judged(period(["diesel": .figure(21_000_000)]), past: past).first?.factor == 10)
    }

    @Test("The own past works with five values by the modified z-score, with two by a factor, and with one it says nothing")
    func ownPast() {
        let past = (0..<5).map { period(["electricityGrid": .figure(60_000_000 + Int64($0) * 500_000)]) }
        let high = period(["electricityGrid": .figure(99_000_000)])
        let found = judged(high, past: past)
        // The least spread is 12 % of the median of 61 MWh: 3.5 of it are 25.62 MWh.
        #expect(found.map(\.rule) == ["ownPast"] && abs((found.first?.high ?? 0) - 86_620_000) < 1, "\(found)")
        #expect(judged(high, past: Array(past.prefix(2))).isEmpty)
        #expect(judged(period(["electricityGrid": .figure(200_000_000)]), past: Array(past.prefix(2))).map(\.rule) == ["ownPast"])
        #expect(judged(period(["electricityGrid": .figure(200_000_000)]), past: Array(past.prefix(1))).isEmpty)
    }

    @Test("Per unit of product: half the garments with all the electricity is found though electricity alone is ordinary; without product, per day of work")
    func perUnit() {
        let past = (0..<6).map { period(["electricityGrid": .figure(60_000_000 + Int64($0) * 500_000)]) }
        let half = judged(period(["garmentsMade": .figure(72_000)], waste: 5_000_000), past: past)
        #expect(half.contains { $0.rule == "perProduct" && $0.field == "electricityGrid" }, "\(rules(half))")
        #expect(!half.contains { $0.rule == "ownPast" && $0.field == "electricityGrid" })
        let idle = judged(period(["garmentsMade": .figure(0), "workersWomen": .figure(450), "workersMen": .figure(120)]), past: past)
        #expect(idle.contains { $0.rule == "perWorkday" && $0.field == "electricityGrid" }, "\(rules(idle))")
        #expect(!idle.contains { $0.rule == "perProduct" }, "Nothing was made, so nothing is expected for each unit.")
    }

    @Test("People: what no factory has is refused, a digit too many asked about, also after two returns; a few more or fewer pass")
    func people() {
        let past = (0..<6).map { period(["workersWomen": .figure(1_930 + Int64($0) * 3)]) }
        let absurd = judged(period(["workersWomen": .figure(99_999_999_999)]), past: past)
        #expect(absurd.map(\.rule) == ["peoplePossible"] && absurd.first?.isHard == true && absurd.first?.high == 500_000, "\(absurd)")
        for known in [past, Array(past.prefix(2))] {
            let slipped = judged(period(["workersWomen": .figure(19_390)]), past: known)
            #expect(slipped.map(\.rule) == ["peopleSlip"] && slipped.first?.factor == 10, "\(slipped)")
        }
        #expect(rules(judged(period(["workersWomen": .figure(4_100)]), past: past)) == ["peoplePast workersWomen"])
        #expect(judged(period(["workersWomen": .figure(2_150)]), past: past).isEmpty)
        // Three men and then fifteen are five times as many, and no news.
        let small = (0..<6).map { _ in period(["workersMen": .figure(3)]) }
        #expect(judged(period(["workersMen": .figure(15)]), past: small).isEmpty)
        #expect(judged(period(["workersMen": .figure(300)]), past: small).map(\.rule) == ["peopleSlip"])
    }

    @Test("Product without a day of work is asked about, and days of work with neither product, energy nor water; one of them is enough")
    func days() {
        #expect(rules(judged(period(["workingDays": .figure(0)]))) == ["daysForProduct garmentsMade"])
        let none: [String: CheckAnswer] = ["garmentsMade": .figure(0), "electricityGrid": .nothing, "diesel": .figure(0), "waterPublic": .nothing]
        #expect(rules(judged(period(none)).filter { $0.field == "workingDays" }) == ["workForDays workingDays"])
        #expect(judged(period(none.merging(["workingDays": .figure(0)]) { $1 })).allSatisfy { $0.field != "workingDays" })
        for (field, answer) in [
            ("diesel", CheckAnswer.figure(1_000)), ("waterPublic", .figure(1_000)), ("garmentsMade", .figure(1)), ("electricityGrid", .unknown),
        ] {
            #expect(!judged(period(none.merging([field: answer]) { $1 })).contains { $0.rule == "workForDays" }, "\(field)")
        }
    }

    @Test("Nothing is expected from a figure that cannot be or lies far out: neither for each unit nor for each day of work, nor by the model")
    func absurd() {
        let past = (0..<6).map { period(["electricityGrid": .figure(60_000_000 + Int64($0) * 500_000)]) }
        let noProduct = judged(period(["garmentsMade": .figure(0), "workersWomen": .figure(99_999_999_999)]), past: past)
        #expect(noProduct.contains { $0.rule == "peoplePossible" })
        #expect(!noProduct.contains { $0.kind == .perUnit || $0.kind == .perWorkday }, "\(noProduct)")
        let many = judged(period(["garmentsMade": .figure(99_999_999_999)]), past: past)
        #expect(rules(many) == ["ownPast garmentsMade"], "\(rules(many))")
        let noDays = judged(period(["garmentsMade": .figure(0), "workingDays": .figure(0)]), past: past)
        #expect(!noDays.contains { $0.kind == .perWorkday }, "\(noDays)")
        let expected = ExpectedWaste.interval(WasteInterval(low: 1, middle: 2, high: 3, sites: 9, log: 0, scale: 1))
        #expect(judged(period(), expected: expected).map(\.rule) == ["wasteExpected"])
        #expect(judged(period(["workersWomen": .figure(99_999_999_999)]), expected: expected).map(\.rule) == ["peoplePossible"])
    }

    @Test("The same month of last year, what the model expects, silence and a waste that stopped are found")
    func others() throws {
        let before = period(["diesel": .figure(9_000_000)])
        #expect(rules(judged(period(), lastYear: before)) == ["sameMonthLastYear diesel"])
        let past = (0..<3).map { _ in period() }
        #expect(rules(judged(period(["electricityGrid": .unknown]), past: past)).contains("fieldSilent electricityGrid"))
        #expect(rules(judged(period(["diesel": .nothing]), past: past)).contains("fieldSilent diesel"))
        #expect(judged(period(["diesel": .shown]), past: past).isEmpty, "The photo of a bill is an answer.")
        let stopped = judged(period(waste: 0), past: past)
        #expect(stopped.map(\.rule) == ["wasteStopped"] && stopped.first?.waste?.text == "040222" && stopped.first?.low == 5_000_000, "\(stopped)")
    }

    @Test("A rule judges by the day of the period alone: what is not valid then says nothing")
    func validity() {
        #expect(judged(period(["workingDays": .figure(31)]), day: FixedTime.day(2024, 9, 30)).isEmpty)
        #expect(CheckRules.shipped.rule("ownPast", on: FixedTime.day(2026, 1, 1))?.high == 3.5)
        #expect(CheckRules.shipped.rule("ownPast", on: FixedTime.day(2024, 1, 1)) == nil)
    }

    @Test("Faults of a file of rules are named by line and column, all at once")
    func faults() {
        let head = "id,kind,weight,data_sets,figures,against,low,high,least,floor,few,complete,sectors,valid_from,valid_to,source,confidence\n"
        let text =
            head + "nobodyNamed,perDay,hard,,workingDays,,,1,,,,,,2025-01-01,,x,high\n" + "daysInPeriod,share,firm,,workingDays,,,,,,,,x,2025,,,sure\n"
        let (rules, faults) = CheckRules.load(Array(text.utf8))
        #expect(rules.all.isEmpty)
        #expect(faults.map { "\($0.line) \($0.column)" }.first == "2 id")
        #expect(Set(faults.filter { $0.line == 3 }.map(\.column)) == ["weight", "sectors", "valid_from", "source", "confidence", "against", "high"])
    }
}
