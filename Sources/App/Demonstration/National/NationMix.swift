// SPDX-License-Identifier: Apache-2.0

import Identity

/// How a country's firms are spread. Recalled figures, rounded, good for a country that is invented; nobody should quote them.
enum NationMix {
    /// Firms of each size in ten thousand, employees of each, and how many streams of waste they have at most.
    ///
    /// Source: Economic Census of Cambodia 2011 and its inter-censal survey 2014 (National Institute of Statistics), recalled: more than nine
    /// in ten establishments have fewer than ten workers, about 15 in ten thousand have a hundred or more. Industry alone is larger.
    struct Size {
        let sizeClass: SizeClass
        let perTenThousand: Int
        let employees: ClosedRange<Int>
        let streams: Int
        /// How much waste beside a firm of ordinary size.
        let factor: Double
        /// Months that one report covers, and weighings a month and stream in it.
        let reportMonths: Int
        let weighings: Int
        /// Notes a month and stream.
        let notes: Double
    }

    static let sizes = [
        Size(sizeClass: .micro, perTenThousand: 9700, employees: 1...9, streams: 2, factor: 0.02, reportMonths: 3, weighings: 1, notes: 0.006),
        Size(sizeClass: .small, perTenThousand: 230, employees: 10...50, streams: 3, factor: 0.15, reportMonths: 1, weighings: 4, notes: 0.15),
        Size(sizeClass: .medium, perTenThousand: 40, employees: 51...100, streams: 5, factor: 0.6, reportMonths: 1, weighings: 5, notes: 0.7),
        Size(sizeClass: .large, perTenThousand: 30, employees: 101...8000, streams: 6, factor: 1.6, reportMonths: 1, weighings: 8, notes: 2),
    ]

    /// Weights of trades among micro and small firms, and among the larger ones.
    ///
    /// Source: as above, manufacturing and repair only, recalled: food and rice milling lead by number, garments and footwear by workers.
    static let smallTrades: [(Trade, Int)] = [
        (.riceMill, 30), (.tailor, 24), (.garage, 20), (.bakery, 8), (.brick, 4), (.fruit, 4), (.printer, 4), (.softDrink, 3), (.plastics, 3),
    ]
    static let largeTrades: [(Trade, Int)] = [
        (.garment, 52), (.footwear, 12), (.electronics, 7), (.plastics, 6), (.seafood, 5), (.softDrink, 5), (.starch, 4), (.fruit, 4), (.riceMill, 3),
        (.brewery, 2),
    ]

    /// People of each province in thousands: firms stand where people are, large ones mostly in the first four.
    ///
    /// Source: General Population Census of Cambodia 2019, final results (National Institute of Statistics), recalled.
    static let provinces: [(code: String, thousands: Int)] = [
        ("12", 2282), ("08", 1201), ("05", 877), ("18", 310), ("14", 1058), ("17", 1014), ("02", 997), ("21", 900), ("03", 900), ("01", 862), ("25", 777),
        ("06", 682), ("07", 594), ("04", 527), ("20", 526), ("15", 420), ("10", 375), ("22", 276), ("13", 255), ("16", 217), ("19", 166), ("09", 126),
        ("11", 92), ("24", 75), ("23", 43),
    ]
    /// Provinces with most of the large factories, and their weights beside population.
    static let factoryProvinces: [(code: String, weight: Int)] = [("12", 50), ("08", 22), ("05", 14), ("18", 6), ("20", 5), ("01", 3)]

    /// Plants and hauliers for so many firms; at least one of each trade.
    static func plants(_ enterprises: Int) -> Int { max(1, enterprises / 60_000) }
    static func hauliers(_ enterprises: Int) -> Int { max(4, enterprises / 1500) }

    /// A thing drawn by weight.
    static func draw<T>(_ choices: [(T, Int)], _ dice: inout Dice) -> T {
        let whole = choices.reduce(0) { $0 + $1.1 }
        var left = dice.integer(0...whole - 1)
        for (choice, weight) in choices {
            left -= weight
            if left < 0 { return choice }
        }
        return choices[0].0
    }
}
