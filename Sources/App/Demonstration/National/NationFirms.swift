// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Identity
import Ledger

/// A firm of the national country: some sixty bytes, since there may be a million and more.
struct NationFirm: Sendable {
    /// Of its organisation, site and person alike: ids of different kinds do not meet.
    var id: Int64
    var trade: UInt8
    var province: UInt8
    /// Place among ``NationMix/sizes``; plants and hauliers are medium.
    var size: UInt8
    /// Place among the zones; -1 outside any.
    var zone: Int8
    var employees: Int32
    /// Waste beside an ordinary firm of its trade.
    var factor: Float
    /// Place of its first account among all that have no lot.
    var firstAccount: Int32
    var streams: UInt8
}

/// All firms, and what they have in common. Nothing changes once it is made.
struct NationFirms: Sendable {
    private(set) var firms: [NationFirm] = []
    /// Places of plants by trade, and of hauliers.
    private(set) var plants: [Trade: [Int]] = [:]
    private(set) var hauliers: [Int] = []
    /// Accounts without a lot, over all producers.
    private(set) var accounts = 0
    let rows: [TradeRow]
    let provinces: [Province]
    let zones: [Zone]
    /// Materials, provinces and industries in the order of their codes: a small number for each.
    let materials: [Material]
    let sectors: [String]
    let begin: CalendarDate
    private let materialNumbers: [Material: Int]
    private let sectorNumbers: [Int]

    /// Accounts of a stream: its process, its store, and whoever takes what is sold.
    static let compartments: [Compartment] = [.process, .store, .unknown]

    init(_ scale: NationScale, seed: UInt64, lists: CodeLists, begin: CalendarDate) {
        self.begin = begin
        rows = Trade.allCases.map(\.row)
        let provinces = lists.provinces(of: .cambodia, on: begin)
        self.provinces = provinces
        let operating = lists.zones.edition(on: begin).rows.filter { $0.status == .operating }
        zones = operating
        let wastes = Set(rows.flatMap { $0.streams.map(\.waste) }).sorted().compactMap { WasteCodeID(text: $0) }
        materials = wastes.map { Material.waste($0) }
        materialNumbers = Dictionary(uniqueKeysWithValues: materials.enumerated().map { ($1, $0) })
        let sectors = Set(rows.map(\.isic)).sorted()
        self.sectors = sectors
        sectorNumbers = rows.map { row in sectors.firstIndex(of: row.isic) ?? 0 }
        firms.reserveCapacity(scale.enterprises + 1000)

        let places = Dictionary(uniqueKeysWithValues: provinces.enumerated().map { ($1.id.code, $0) })
        let people = NationMix.provinces.compactMap { one in places[one.code].map { ($0, one.thousands) } }
        let factories = NationMix.factoryProvinces.compactMap { one in places[one.code].map { ($0, one.weight) } }
        let zonesOf = Dictionary(grouping: operating.indices) { places[operating[$0].province.code] ?? 0 }
        let sizes = NationMix.sizes.enumerated().map { ($0, $1.perTenThousand) }
        // Firms get their ids in the order in which they are registered, before the history begins.
        let registered = CivilZone.phnomPenh.start(of: begin.adding(days: -14)).adding(hours: 8)
        for index in 0..<scale.enterprises {
            var dice = Dice(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
            let number = NationMix.draw(sizes, &dice)
            let size = NationMix.sizes[number]
            let isLarge = number >= 2
            let trade = NationMix.draw(isLarge ? NationMix.largeTrades : NationMix.smallTrades, &dice)
            let province = isLarge ? NationMix.draw(factories, &dice) : NationMix.draw(people, &dice)
            let zone = isLarge && dice.isChance(0.3) ? zonesOf[province].map { dice.pick($0) } : nil
            // Few are large and many small, within a class as between them: a Pareto tail.
            let (low, high) = (Double(size.employees.lowerBound), Double(size.employees.upperBound))
            let employees = min(high, low / pow(max(1e-6, 1 - dice.share()), 0.8))
            let streams = min(size.streams, trade.row.streams.count)
            firms.append(
                NationFirm(
                    id: Self.id(index, at: registered), trade: UInt8(Self.place(trade)), province: UInt8(province), size: UInt8(number), zone: Int8(zone ?? -1),
                    employees: Int32(employees), factor: Float(size.factor * dice.factor(0.5)), firstAccount: Int32(accounts), streams: UInt8(streams)))
            accounts += streams * Self.compartments.count
        }
        for trade in TradeRow.plants.map(\.trade) {
            for _ in 0..<NationMix.plants(scale.enterprises) * max(1, trade.row.count / 2) { addPartner(trade, seed, places, registered) }
        }
        for _ in 0..<NationMix.hauliers(scale.enterprises) { addPartner(.haulier, seed, places, registered) }
    }

    private mutating func addPartner(_ trade: Trade, _ seed: UInt64, _ places: [String: Int], _ registered: Instant) {
        let index = firms.count
        var dice = Dice(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
        let province = places[dice.pick(trade.row.provinces)] ?? 0
        firms.append(
            NationFirm(
                id: Self.id(index, at: registered), trade: UInt8(Self.place(trade)), province: UInt8(province), size: 2, zone: -1, employees: 60, factor: 1,
                firstAccount: Int32(accounts), streams: 0))
        if trade == .haulier { hauliers.append(index) } else { plants[trade, default: []].append(index) }
    }

    /// Two hundred a minute of the platform's time: lines of so many are written together.
    private static func id(_ index: Int, at begin: Instant) -> Int64 {
        IdentifierMint.floor(begin) + Int64(index) << 12
    }

    private static func place(_ trade: Trade) -> Int { Trade.allCases.firstIndex(of: trade) ?? 0 }

    // MARK: Looking up

    func row(_ firm: NationFirm) -> TradeRow { rows[Int(firm.trade)] }
    func sector(_ firm: NationFirm) -> Int { sectorNumbers[Int(firm.trade)] }
    func number(of material: Material) -> Int { materialNumbers[material] ?? 0 }

    /// Row of an account without a lot: below all ids that a moment of the history gives.
    func accountRow(_ place: Int) -> Int64 { firstAccountRow + Int64(place) }
    private var firstAccountRow: Int64 { IdentifierMint.floor(CivilZone.phnomPenh.start(of: begin.adding(days: -13))) }

    func classification(_ firm: NationFirm) -> Classification {
        Classification(
            province: provinces[Int(firm.province)].id.code, sector: row(firm).isic, sizeClass: NationMix.sizes[Int(firm.size)].sizeClass.rawValue,
            park: firm.zone < 0 ? "" : zones[Int(firm.zone)].nameEnglish)
    }

    /// The plant that takes a firm's stream, and how it treats it; always the same one. `nil` where no trade of plants does.
    func plant(for firm: NationFirm, _ stream: Stream) -> (place: Int, craft: Craft)? {
        for trade in stream.plants {
            guard let craft = trade.row.craft(for: stream.waste), let places = plants[trade], !places.isEmpty else { continue }
            return (places[Int(truncatingIfNeeded: firm.id >> 12) % places.count], craft)
        }
        return nil
    }

    /// The haulier of a firm: the first ones have most of the trade.
    func haulier(for firm: NationFirm) -> Int {
        var dice = Dice(seed: UInt64(bitPattern: firm.id))
        let share = dice.share()
        return hauliers[min(hauliers.count - 1, Int(share * share * Double(hauliers.count)))]
    }
}
