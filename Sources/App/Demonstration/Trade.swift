// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity

/// What a firm or body of the demonstration country does.
enum Trade: String, CaseIterable, Sendable {
    // Those who have waste.
    case garment, footwear, seafood, fruit, bakery, starch, brewery, softDrink, riceMill, brick, plastics, electronics, tailor, garage, printer
    // Those who take it.
    case mixedRecycler, paperMill, metalWorks, glassWorks, oilWorks, batteryWorks, dismantler, composter, kiln, landfill, incinerator, collector
    // Those in between and around.
    case haulier, laboratory, supportCentre, zoneOperator, industry, environment, provincialOffice, donor

    var row: TradeRow {
        guard let row = TradeRow.byTrade[self] else { preconditionFailure("Every trade has a row.") }
        return row
    }
}

/// One waste that firms of a trade send away again and again.
struct Stream: Sendable {
    /// Six digits.
    let waste: String
    /// Who takes it; one of them is chosen for each firm.
    let plants: [Trade]
    /// Loads a month of a firm of ordinary size.
    let loads: Double
    /// Of a load of a firm of ordinary size.
    let kilograms: Double
    let method: MeasurementMethod
    /// Share of the firms that have it.
    let share: Double

    init(_ waste: String, to plants: Trade..., loads: Double, kilograms: Double, _ method: MeasurementMethod = .weighed, share: Double = 1) {
        self.waste = waste
        self.plants = plants
        self.loads = loads
        self.kilograms = kilograms
        self.method = method
        self.share = share
    }
}

/// What a plant may do with a waste.
struct Craft: Sendable {
    /// Such as `R3`.
    let treatment: String
    let wastes: [String]
    /// Days from receipt to treatment.
    let days: ClosedRange<Int>
    /// What is left, as a code and per mille of the mass; nothing for most.
    let residue: (waste: String, permille: Int)?

    init(_ treatment: String, _ wastes: [String], days: ClosedRange<Int>, residue: (waste: String, permille: Int)? = nil) {
        self.treatment = treatment
        self.wastes = wastes
        self.days = days
        self.residue = residue
    }
}

/// One row of the table of trades.
struct TradeRow: Sendable {
    let trade: Trade
    let nounEnglish: String
    let nounKhmer: String
    /// ISIC Rev. 4 class.
    let isic: String
    let profiles: Set<ChainProfile>
    let employees: ClosedRange<Int>
    /// Firms in the whole demonstration.
    let count: Int
    /// Provinces, those with more firms named more often.
    let provinces: [String]
    let streams: [Stream]
    let crafts: [Craft]
    /// How busy the months January to December are.
    let season: [Double]

    static let byTrade = Dictionary(uniqueKeysWithValues: (producers + plants + others).map { ($0.trade, $0) })

    /// How the plant treats a waste; `nil` when it does not take it.
    func craft(for waste: String) -> Craft? { crafts.first { $0.wastes.contains(waste) } }

    init(
        _ trade: Trade, _ nounEnglish: String, _ nounKhmer: String, isic: String, _ profiles: Set<ChainProfile>, employees: ClosedRange<Int>, count: Int,
        in provinces: [String], streams: [Stream] = [], crafts: [Craft] = [], season: [Double] = TradeRow.evenSeason
    ) {
        self.trade = trade
        self.nounEnglish = nounEnglish
        self.nounKhmer = nounKhmer
        self.isic = isic
        self.profiles = profiles
        self.employees = employees
        self.count = count
        self.provinces = provinces
        self.streams = streams
        self.crafts = crafts
        self.season = season
    }

    // Less around Khmer New Year in April.
    static let evenSeason = [1.0, 1.0, 1.05, 0.75, 1.0, 1.0, 1.0, 1.0, 0.95, 0.95, 0.95, 1.05]
    // Orders for autumn and Christmas.
    static let garmentSeason = [0.85, 0.85, 0.95, 0.7, 1.05, 1.2, 1.25, 1.25, 1.15, 1.0, 0.9, 0.85]
    // The main harvest from November on.
    static let harvestSeason = [1.6, 1.4, 1.0, 0.6, 0.5, 0.5, 0.6, 0.7, 0.7, 0.9, 1.5, 1.8]
    // Bricks dry in the dry months.
    static let drySeason = [1.4, 1.5, 1.5, 1.1, 1.1, 0.8, 0.7, 0.6, 0.5, 0.6, 0.9, 1.3]
    // Hot months and festivals.
    static let thirstySeason = [0.95, 1.0, 1.3, 1.4, 1.2, 1.0, 0.9, 0.85, 0.85, 0.9, 1.05, 1.1]
}
