// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger
import LedgerSupport
import Returns
import TestSupport
import Testing

/// What answers book, worked out by hand.
struct ReturnBookerTests {
    private let site = SiteID(3)
    private let lot = LotID(40)
    private let day = FixedTime.day(2026, 9, 30)
    private let cuttings = WasteCodeID(text: "040222")
    private let paper = WasteCodeID(text: "200101")

    private func booker(_ set: String, isic: String = "1410") throws -> ReturnBooker {
        ReturnBooker(try #require(DataSets.shipped.set(set, version: 1)), isic: isic)
    }

    private func answers(_ figures: [String: Int64], _ wastes: [(WasteCodeID?, WasteDestination, Int64)] = []) throws -> ReturnAnswers {
        func figure(_ whole: Int64) -> GivenFigure { GivenFigure(number: "1", unit: "kg", method: .weighed, conversion: "", whole: whole) }
        return ReturnAnswers(
            fields: figures.map { ReturnAnswer(field: $0.key, value: .figure(figure($0.value)), source: .typed, isConfirmed: true) },
            wastes: try wastes.map {
                WasteAnswer(waste: try #require($0.0), destination: $0.1, site: nil, figure: figure($0.2), source: .typed, isConfirmed: true)
            })
    }

    private var facts: BookingFacts { BookingFacts(site: site, day: day, uncodedLot: lot) }

    private func account(_ place: Compartment, _ material: Material, lot: LotID? = nil) -> Account { Account(site, place, material, lot: lot) }

    @Test(
        "A small month: 1,200 kg of fabric, 10 m3 of water, 8 m3 to the sewer, 20 kg of paper to the town, 50 kg in store where 30 kg stood: 40 kg were generated"
    )
    func smallMonth() throws {
        let paper = try #require(paper)
        var facts = facts
        let key = WasteKey(waste: paper, destination: .town, site: nil)
        facts.lots = [BookingFacts.Lot(key: key, lot: LotID(41))]
        facts.uncoded = 30_000
        facts.sent = 300_000
        let booking = try booker("factoryMonthly").booking(
            of: try answers(
                ["fabricIn": 1_200_000, "waterPublic": 10_000_000, "wastewaterSewer": 8_000_000, "wasteStock": 50_000, "workersWomen": 7],
                [(paper, .town, 20_000)]), filing: 1, facts)
        // 50 kg there at the end + 20 kg left - 30 kg at the beginning = 40 kg generated, beside the 300 kg that notes imply.
        func process(_ material: Material) -> Int64 { booking.net { $0 == account(.process, material) } }
        let fabric = try #require(BookRules.shipped.rows["fabricIn"]?.material)
        let water = try #require(BookRules.shipped.rows["waterPublic"]?.material)
        #expect(process(fabric) == 1_200_000 && process(water) == 10_000_000 && process(.wastewater) == -8_000_000)
        #expect(booking.net { $0 == account(.sewer, .wastewater) } == 8_000_000)
        #expect(process(.uncodedWaste) == -20_000 && process(.waste(paper)) == -20_000)
        #expect(booking.net { $0 == account(.store, .uncodedWaste, lot: lot) } == 20_000)
        #expect(booking.net { $0 == account(.store, .waste(paper), lot: LotID(41)) } == 0)
        #expect(booking.net { $0 == account(.unknown, .waste(paper), lot: LotID(41)) } == 20_000)
        #expect(booking.line(.field("wasteStock"))?.known == 30_000 && booking.line(.field("workersWomen")) == nil)
        for material in Set(booking.flows.map(\.from.material)) { #expect(booking.net { $0.material == material } == 0) }
    }

    @Test("A later version books its net difference alone, as a correction that goes the other way where less is stated")
    func netDifference() throws {
        let booker = try booker("factoryMonthly")
        let first = try booker.booking(of: try answers(["fabricIn": 900, "wasteStock": 80]), filing: 1, facts)
        let second = try booker.booking(of: try answers(["fabricIn": 700, "wasteStock": 80]), filing: 2, facts)
        let moves = second.moves(replacing: first, document: DocumentID(9))
        #expect(moves.map(\.mass.raw) == [200] && moves.map(\.reason) == [.correction])
        #expect(moves.first?.credit.compartment == .process && moves.first?.debit.compartment == .supply)
        #expect(second.moves(replacing: second, document: DocumentID(9)).isEmpty)
        #expect(Set(first.moves(replacing: nil, document: DocumentID(9)).map(\.reason)) == [.reported])
    }

    @Test("Each way without a note leads to its own place, and what notes show of a sale is not booked twice")
    func ways() throws {
        let waste = try #require(cuttings)
        for (way, end) in [
            (WasteDestination.town, Compartment.unknown), (.buyer, .unknown), (.reused, .process), (.burnedOpenly, .air), (.dumped, .unknown),
            (.supplier, .supply), (.burnedForHeat, .treated(try #require(TreatmentCode(text: "R1")))),
        ] {
            let key = WasteKey(waste: waste, destination: way, site: nil)
            var facts = facts
            facts.lots = [BookingFacts.Lot(key: key, lot: LotID(50))]
            facts.notes = [BookingFacts.KnownWaste(key: key, amount: 4)]
            let booking = try booker("factoryMonthly").booking(of: try answers([:], [(waste, way, 10)]), filing: 1, facts)
            #expect(booking.net { $0.compartment == end } == (end == .process ? 0 : 6), "\(way)")
            #expect(booking.flows.contains { $0.to.compartment == end && $0.amount == 6 && $0.reason == .leftWithoutNote }, "\(way)")
            #expect(booking.net { $0.compartment == .store } == 0)
        }
    }

    @Test("A stock below what stands there with codes takes what has none and leaves the rest unexplained; a bill, nothing and not known book nothing")
    func lowStock() throws {
        var facts = facts
        facts.coded = 500_000
        facts.uncoded = 100_000
        let booker = try booker("factoryMonthly")
        let low = try booker.booking(of: try answers(["wasteStock": 300_000]), filing: 1, facts)
        #expect(low.net { $0.compartment == .store } == -100_000 && low.line(.field("wasteStock"))?.unexplained == -200_000)
        let lower = try booker.booking(of: try answers(["wasteStock": 520_000]), filing: 1, facts)
        #expect(lower.net { $0.compartment == .store } == -80_000)
        let silent = ReturnAnswers(
            fields: [("fabricIn", AnswerValue.bill("ab")), ("waterWell", .nothing), ("wasteStock", .unknown)].map {
                ReturnAnswer(field: $0.0, value: $0.1, source: .typed, isConfirmed: true)
            })
        #expect(try booker.booking(of: silent, filing: 1, facts).flows.isEmpty)
    }

    @Test("A year books what its months did not, and more handed over than notes and months show leaves for nobody known")
    func yearOfMonths() throws {
        var facts = BookingFacts(site: site, day: FixedTime.day(2026, 12, 31), uncodedLot: lot)
        facts.shorter = [BookingFacts.Known(field: "fabricIn", amount: 900), BookingFacts.Known(field: "wasteSent", amount: 30)]
        facts.sent = 200
        let booking = try booker("factoryYearly").booking(of: try answers(["fabricIn": 1000, "wasteSent": 250]), filing: 1, facts)
        #expect(booking.line(.field("fabricIn"))?.booked == 100 && booking.line(.field("wasteSent"))?.booked == 20)
        #expect(booking.net { $0.compartment == .unknown } == 20)
        let less = try booker("factoryYearly").booking(of: try answers(["fabricIn": 850, "wasteSent": 200]), filing: 1, facts)
        #expect(less.line(.field("fabricIn"))?.booked == -50 && less.line(.field("wasteSent"))?.booked == 0)
    }

    @Test("Ash counts as far as notes and treatments have not shown it, stock of a plant is compared only, and leachate that was never there is refused")
    func plants() throws {
        var facts = facts
        facts.coded = 7_000
        facts.generated = [BookingFacts.Generated(waste: try #require(WasteCodeID(text: "190112")), amount: 18_000)]
        let incinerator = try booker("incinerator", isic: "3821")
        let booking = try incinerator.booking(of: try answers(["bottomAsh": 20_000, "wasteStock": 5_000, "wasteIn": 90]), filing: 1, facts)
        #expect(booking.line(.field("bottomAsh"))?.booked == 2_000 && booking.net { $0.compartment == .store } == 2_000)
        #expect(booking.line(.field("wasteStock"))?.booked == 0 && booking.line(.field("wasteIn"))?.unexplained == 90)
        facts.uncoded = 2_000
        let next = try incinerator.booking(of: try answers(["bottomAsh": 15_000]), filing: 1, facts)
        #expect(next.line(.field("bottomAsh"))?.booked == -2_000, "No more than stands there goes back.")
        #expect(throws: BookingError(refusals: [.storeShort(field: "leachateTreated", stated: 9_000, there: 6_000)])) {
            try booker("landfill", isic: "3821").booking(of: try answers(["leachateOut": 6_000, "leachateTreated": 9_000]), filing: 1, facts)
        }
    }

    @Test("A works holds what pipes brought and the rest it measured; what it let out leaves, and the gap of its two meters is a difference")
    func works() throws {
        var facts = facts
        facts.piped = 300
        facts.heldWater = 300
        let works = try booker("wastewaterWorks", isic: "3700")
        let booking = try works.booking(of: try answers(["inflow": 1_000, "outflow": 940]), filing: 1, facts)
        func net(_ place: Compartment) -> Int64 { booking.net { $0 == account(place, .wastewater) } }
        #expect(net(.supply) == -700 && net(.held) == -300 && net(.water) == 940 && net(.difference) == 60)
        let rain = try works.booking(of: try answers(["inflow": 1_000, "outflow": 1_100]), filing: 1, facts)
        #expect(rain.net { $0 == account(.difference, .wastewater) } == -100 && rain.net { $0.compartment == .held } == -300)
    }
}
