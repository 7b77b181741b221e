// SPDX-License-Identifier: Apache-2.0

// Which trades there are, where, how large, and what they send away. Wastes and uses follow the exchanges of
// `symbiosis_exchanges.csv` and the everyday names of `waste_code_names.csv`; loads and masses are our own and invented.

private let capital = ["12", "12", "12", "08", "08"]
private let factories = ["12", "12", "12", "12", "08", "08", "05", "05", "18", "20", "03", "04", "21"]
private let riceLand = ["02", "02", "02", "01", "06", "06", "14", "15", "21", "17", "03"]
private let coast = ["18", "18", "07", "07", "09"]
private let towns = ["12", "12", "08", "02", "17", "03", "18", "05", "21", "20", "10", "15", "16", "19"]

extension TradeRow {
    static let producers: [TradeRow] = [
        TradeRow(
            .garment, "Garment", "រោងចក្រកាត់ដេរ", isic: "1410", [.producer], employees: 160...4200, count: 58, in: factories,
            streams: [
                Stream("040222", to: .mixedRecycler, .mixedRecycler, .kiln, .landfill, loads: 3.2, kilograms: 2500),
                Stream("150101", to: .paperMill, .mixedRecycler, loads: 0.6, kilograms: 1200),
                Stream("150102", to: .mixedRecycler, loads: 0.35, kilograms: 520),
                Stream("200301", to: .landfill, loads: 0.5, kilograms: 2600, .estimated),
                Stream("150202", to: .kiln, .incinerator, loads: 0.12, kilograms: 140, share: 0.5),
                Stream("040220", to: .kiln, .composter, loads: 0.5, kilograms: 5200, share: 0.2),
            ], season: garmentSeason),
        TradeRow(
            .footwear, "Footwear", "រោងចក្រស្បែកជើង", isic: "1520", [.producer], employees: 220...3600, count: 14, in: factories,
            streams: [
                Stream("040109", to: .kiln, .landfill, loads: 1.4, kilograms: 1700), Stream("070213", to: .mixedRecycler, loads: 0.8, kilograms: 1100),
                Stream("150101", to: .paperMill, loads: 0.7, kilograms: 800), Stream("080409", to: .kiln, loads: 0.15, kilograms: 190),
                Stream("140603", to: .kiln, loads: 0.12, kilograms: 220), Stream("200301", to: .landfill, loads: 0.8, kilograms: 1700, .estimated),
            ], season: garmentSeason),
        TradeRow(
            .seafood, "Seafood", "រោងចក្រអាហារសមុទ្រ", isic: "1020", [.producer], employees: 20...320, count: 8, in: coast,
            streams: [
                Stream("020202", to: .composter, loads: 2.2, kilograms: 1600), Stream("020204", to: .composter, loads: 0.5, kilograms: 2600),
                Stream("150101", to: .collector, .paperMill, loads: 0.3, kilograms: 260),
            ]),
        TradeRow(
            .fruit, "Fruit", "រោងចក្រកែច្នៃផ្លែឈើ", isic: "1030", [.producer], employees: 15...260, count: 9, in: ["02", "02", "05", "07", "08", "25", "01"],
            streams: [
                Stream("020304", to: .composter, loads: 1.8, kilograms: 2400), Stream("150102", to: .mixedRecycler, .collector, loads: 0.25, kilograms: 140),
            ]),
        TradeRow(
            .bakery, "Bakery", "រោងចក្រនំប៉័ង", isic: "1071", [.producer], employees: 8...140, count: 9, in: capital + ["17", "02", "03"],
            streams: [
                Stream("020601", to: .composter, loads: 0.8, kilograms: 420), Stream("200125", to: .oilWorks, loads: 0.3, kilograms: 150, share: 0.6),
                Stream("150101", to: .collector, loads: 0.4, kilograms: 150),
            ]),
        TradeRow(
            .starch, "Cassava Starch", "រោងចក្រម្សៅដំឡូងមី", isic: "1062", [.producer], employees: 25...180, count: 5, in: ["25", "02", "10", "24", "03"],
            streams: [Stream("020305", to: .composter, loads: 1.2, kilograms: 6400), Stream("020304", to: .composter, loads: 1.5, kilograms: 5200)],
            season: harvestSeason),
        TradeRow(
            .brewery, "Brewery", "រោងចក្រស្រាបៀរ", isic: "1103", [.producer], employees: 160...900, count: 4, in: ["12", "08", "18", "05"],
            streams: [
                Stream("020799", to: .composter, loads: 3.6, kilograms: 9800), Stream("150107", to: .glassWorks, loads: 1.1, kilograms: 3400),
                Stream("020705", to: .composter, .kiln, loads: 0.7, kilograms: 4200), Stream("150101", to: .paperMill, loads: 0.5, kilograms: 900),
            ], season: thirstySeason),
        TradeRow(
            .softDrink, "Beverage", "រោងចក្រភេសជ្ជៈ", isic: "1104", [.producer], employees: 25...320, count: 7, in: capital + ["17", "05"],
            streams: [
                Stream("150102", to: .mixedRecycler, loads: 0.8, kilograms: 620), Stream("150107", to: .glassWorks, loads: 0.4, kilograms: 1500, share: 0.5),
                Stream("150101", to: .paperMill, .collector, loads: 0.4, kilograms: 420), Stream("020704", to: .composter, loads: 0.2, kilograms: 1800),
            ], season: thirstySeason),
        TradeRow(
            .riceMill, "Rice Mill", "រោងម៉ាស៊ីនកិនស្រូវ", isic: "1061", [.producer], employees: 6...140, count: 28, in: riceLand,
            streams: [
                Stream("020304", to: .brick, .brick, .composter, loads: 1.5, kilograms: 7600),
                Stream("100103", to: .kiln, .landfill, loads: 0.2, kilograms: 3600, share: 0.4),
            ], season: harvestSeason),
        TradeRow(
            .brick, "Brick Works", "រោងឥដ្ឋ", isic: "2392", [.producer, .treater], employees: 8...95, count: 18,
            in: ["08", "08", "08", "02", "17", "21", "15", "06"],
            streams: [
                Stream("101208", to: .glassWorks, .landfill, loads: 0.35, kilograms: 5600, .estimated, share: 0.8),
                Stream("100103", to: .landfill, .kiln, loads: 0.3, kilograms: 2900, .estimated, share: 0.7),
            ], crafts: [Craft("R1", ["020304", "030105"], days: 1...12)], season: drySeason),
        TradeRow(
            .plastics, "Plastics", "រោងចក្រប្លាស្ទិក", isic: "2220", [.producer], employees: 12...260, count: 11, in: capital + ["18", "20", "01"],
            streams: [
                Stream("070213", to: .mixedRecycler, loads: 1.1, kilograms: 1500), Stream("150102", to: .mixedRecycler, loads: 0.3, kilograms: 300),
                Stream("130208", to: .oilWorks, loads: 0.08, kilograms: 180, share: 0.5),
            ]),
        TradeRow(
            .electronics, "Electronics", "រោងចក្រអេឡិចត្រូនិក", isic: "2610", [.producer], employees: 90...1900, count: 12,
            in: ["12", "12", "20", "20", "01", "01", "18", "09"],
            streams: [
                Stream("160216", to: .dismantler, loads: 0.5, kilograms: 320), Stream("150101", to: .paperMill, loads: 0.7, kilograms: 640),
                Stream("120101", to: .metalWorks, loads: 0.4, kilograms: 900, share: 0.6), Stream("140603", to: .kiln, loads: 0.15, kilograms: 160, share: 0.6),
                Stream("190813", to: .kiln, loads: 0.2, kilograms: 1300, share: 0.4),
            ]),
        TradeRow(
            .tailor, "Tailoring", "រោងជាងកាត់ដេរ", isic: "1410", [.producer], employees: 4...45, count: 14, in: capital + ["17", "03"],
            streams: [
                Stream("040222", to: .collector, loads: 0.45, kilograms: 130), Stream("150102", to: .collector, loads: 0.3, kilograms: 60),
            ], season: garmentSeason),
        TradeRow(
            .garage, "Motor Garage", "យានដ្ឋានជួសជុលរថយន្ត", isic: "4520", [.producer], employees: 3...28, count: 22, in: towns,
            streams: [
                Stream("130208", to: .collector, .oilWorks, loads: 0.3, kilograms: 170),
                Stream("160601", to: .collector, .batteryWorks, loads: 0.15, kilograms: 140),
                Stream("170405", to: .collector, .metalWorks, loads: 0.2, kilograms: 420),
            ]),
        TradeRow(
            .printer, "Printing House", "រោងពុម្ព", isic: "1811", [.producer], employees: 4...60, count: 10, in: capital,
            streams: [
                Stream("150101", to: .collector, .paperMill, loads: 0.5, kilograms: 260), Stream("150102", to: .collector, loads: 0.3, kilograms: 70),
                Stream("080312", to: .incinerator, loads: 0.1, kilograms: 60, share: 0.6),
            ]),
    ]

    static let plants: [TradeRow] = [
        TradeRow(
            .mixedRecycler, "Recycling", "រោងចក្រកែច្នៃសំណល់", isic: "3830", [.treater], employees: 18...160, count: 6, in: capital + ["18", "20"],
            crafts: [
                Craft(
                    "R3", ["040222", "040221", "150101", "150102", "070213", "200139", "150103", "150109"], days: 2...24,
                    residue: (waste: "191210", permille: 90))
            ]),
        TradeRow(
            .paperMill, "Paper Mill", "រោងចក្រកែច្នៃក្រដាស", isic: "3830", [.treater], employees: 30...210, count: 3, in: capital + ["18"],
            crafts: [Craft("R3", ["150101", "200101", "150105"], days: 2...20)]),
        TradeRow(
            .metalWorks, "Metal Recycling", "រោងចក្រកែច្នៃលោហៈ", isic: "3830", [.treater], employees: 15...90, count: 3, in: capital,
            crafts: [Craft("R4", ["170405", "120101", "120103", "170401", "170402", "170407", "150104"], days: 3...30)]),
        TradeRow(
            .glassWorks, "Glass Recycling", "រោងចក្រកែច្នៃកញ្ចក់", isic: "3830", [.treater], employees: 12...70, count: 2, in: capital,
            crafts: [Craft("R5", ["150107", "101208"], days: 4...35)]),
        TradeRow(
            .oilWorks, "Oil Refining", "រោងចក្រចម្រាញ់ប្រេងចាស់", isic: "3822", [.treater], employees: 10...45, count: 2, in: ["08", "18"],
            crafts: [Craft("R9", ["130205", "130208", "130110", "200125"], days: 5...40)]),
        TradeRow(
            .batteryWorks, "Battery Recycling", "រោងចក្រកែច្នៃអាគុយ", isic: "3822", [.treater], employees: 10...50, count: 1, in: ["05"],
            crafts: [Craft("R4", ["160601"], days: 5...40)]),
        TradeRow(
            .dismantler, "Electronics Recycling", "រោងចក្ររុះរើគ្រឿងអេឡិចត្រូនិក", isic: "3830", [.treater], employees: 10...60, count: 2, in: ["12", "20"],
            crafts: [Craft("R4", ["160216", "160214", "200136"], days: 5...45)]),
        TradeRow(
            .composter, "Compost", "រោងចក្រជីកំប៉ុស", isic: "3821", [.treater], employees: 8...45, count: 6, in: ["08", "02", "18", "25", "05", "06"],
            crafts: [
                Craft(
                    "R3",
                    ["020202", "020204", "020304", "020305", "020601", "020704", "020705", "020799", "200108", "040220", "190812"], days: 1...10)
            ]),
        TradeRow(
            .kiln, "Cement", "រោងចក្រស៊ីម៉ងត៍", isic: "2394", [.producer, .treater], employees: 180...520, count: 2, in: ["07", "02"],
            crafts: [
                Craft(
                    "R1",
                    [
                        "040222", "040109", "040219", "040220", "070213", "080409", "130208", "140603", "150110", "150202", "160305", "190812", "190813",
                        "191210",
                        "020705",
                    ], days: 1...14),
                Craft("R5", ["100103"], days: 2...20),
            ]),
        TradeRow(
            .landfill, "Landfill", "ទីលានចាក់សំណល់", isic: "3821", [.treater], employees: 20...80, count: 4, in: ["12", "18", "20", "02"],
            crafts: [Craft("D1", ["040222", "200301", "170904", "101208", "100103", "040109", "190112", "190802"], days: 0...1)]),
        TradeRow(
            .incinerator, "Incineration", "ឡដុតសំណល់", isic: "3822", [.treater], employees: 14...50, count: 2, in: ["12", "18"],
            crafts: [Craft("D10", ["150202", "080312", "180103", "160305"], days: 1...9, residue: (waste: "190112", permille: 120))]),
        TradeRow(
            .collector, "Collection Centre", "មជ្ឈមណ្ឌលប្រមូលសំណល់", isic: "3811", [.collector], employees: 5...30, count: 5, in: ["12", "08", "02", "17", "18"],
            crafts: [Craft("R12", ["150101", "150102", "040222", "170405", "130208", "160601"], days: 20...40)]),
    ]

    static let others: [TradeRow] = [
        TradeRow(.haulier, "Haulage", "ក្រុមហ៊ុនដឹកជញ្ជូន", isic: "3811", [.haulier], employees: 4...90, count: 22, in: towns),
        TradeRow(.laboratory, "Laboratory", "មន្ទីរពិសោធន៍បរិស្ថាន", isic: "7120", [.laboratory], employees: 8...30, count: 2, in: ["12"]),
        TradeRow(
            .supportCentre, "Cleaner Production Centre", "មជ្ឈមណ្ឌលផលិតកម្មស្អាត", isic: "7210", [.supportCentre, .consultant], employees: 12...25, count: 1,
            in: ["12"]),
        TradeRow(
            .zoneOperator, "Zone Operator", "ប្រតិបត្តិករ", isic: "3700", [.zone, .producer], employees: 25...120, count: 5, in: ["12", "18", "20", "01"],
            streams: [
                Stream("190812", to: .kiln, .composter, loads: 0.9, kilograms: 6800), Stream("200301", to: .landfill, loads: 1.2, kilograms: 3400, .estimated),
            ]),
        TradeRow(.industry, "", "", isic: "8413", [.authority], employees: 300...300, count: 1, in: ["12"]),
        TradeRow(.environment, "", "", isic: "8412", [.authority], employees: 280...280, count: 1, in: ["12"]),
        TradeRow(.provincialOffice, "", "", isic: "8411", [.authority], employees: 20...60, count: 4, in: ["12", "08", "18", "02"]),
        TradeRow(.donor, "", "", isic: "8411", [.authority], employees: 12...12, count: 1, in: ["12"]),
    ]
}
