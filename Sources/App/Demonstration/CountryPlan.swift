// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Operations

/// The firms and bodies of the country before anybody has registered them: drawn from the table of trades, in provinces
/// and zones that exist.
struct CountryPlan: Sendable {
    private(set) var firms: [Firm] = []
    /// Firms that register themselves towards the end of the history and wait for approval.
    private(set) var applicants: [Firm] = []
    /// Small firms that an office entered and nobody runs yet.
    private(set) var unclaimed: [Firm] = []
    private let seed: UInt64
    private let begin: CalendarDate
    private let provinces: [Province]
    private let zones: [Zone]
    private let lists: CodeLists
    private var names: InventedNames

    /// - Parameter begin: first day of the history; every firm is older.
    init(seed: UInt64, scale: Demonstration.Scale, lists: CodeLists, begin: CalendarDate) {
        self.seed = seed
        self.begin = begin
        self.lists = lists
        provinces = lists.provinces(of: .cambodia, on: begin)
        zones = lists.zones.edition(on: begin).rows.filter { $0.status == .operating }
        names = InventedNames(taken: DemoFirm.allCases.map(\.nameEnglish))
        for trade in Trade.allCases {
            for i in 0..<scale.firms(trade.row) { firms.append(firm(trade, number: i, index: firms.count)) }
        }
        // In the capital, where the ministry's and the department's officers both see them.
        for trade in [Trade.plastics, .printer] {
            applicants.append(firm(trade, number: trade.row.count, index: firms.count + applicants.count, in: "12"))
        }
        for i in 0..<3 {
            unclaimed.append(firm(.tailor, number: Trade.tailor.row.count + i, index: firms.count + applicants.count + i, in: "12"))
        }
        // The same list, typed a second time by another hand.
        unclaimed.append(unclaimed[2].enteredAgain(number: "DEMO-\(1001 + firms.count + applicants.count + unclaimed.count)"))
    }

    /// Firms with a trade, by their places in ``firms``.
    func places(of trade: Trade) -> [Int] { firms.indices.filter { firms[$0].trade == trade } }

    /// The firm behind the accounts of a name.
    func place(of firm: DemoFirm) -> Int {
        guard let place = firms.firstIndex(where: { $0.demoFirm == firm }) else { preconditionFailure("Every firm with accounts is planned.") }
        return place
    }

    /// - Parameters:
    ///   - number: among the firms of the trade; the first may be one that visitors sign in to.
    ///   - index: among all.
    private mutating func firm(_ trade: Trade, number: Int, index: Int, in fixed: String? = nil) -> Firm {
        var dice = Dice(seed: seed, for: "\(trade.rawValue) \(number)")
        let row = trade.row
        let demoFirm = number == 0 ? Self.demoFirms[trade] : nil
        let zone = fixed == nil ? zone(trade, number, &dice) : nil
        // The firms with accounts stand in and around the capital; each department has a province of its own.
        let isListed = demoFirm != nil || trade == .provincialOffice
        let code = fixed ?? zone?.province.code ?? (isListed ? row.provinces[number % row.provinces.count] : dice.pick(row.provinces))
        guard let province = provinces.first(where: { $0.id.code == code }) else { preconditionFailure("The table of trades names provinces of the list.") }
        let drawn = names.firm(row, &dice)
        let name = demoFirm.map { (english: $0.nameEnglish, khmer: $0.nameLocal) } ?? name(trade, province, zone) ?? drawn
        // Few are large and many small.
        let range = (low: Double(row.employees.lowerBound), high: Double(row.employees.upperBound))
        let share = demoFirm == .factory ? 0.6 : dice.share() * dice.share()
        let employees = Int(range.low + (range.high - range.low) * share)
        let ordinary = range.low + (range.high - range.low) * 0.25
        let size = ((Double(employees) / ordinary).squareRoot() * dice.factor(0.2)).clamped(to: 0.3...3)
        let women = Double(employees) * ([.garment, .footwear, .tailor].contains(trade) ? 0.78 : 0.34) * (0.9 + dice.share() * 0.2)
        return Firm(
            trade: trade, nameEnglish: name.english, nameLocal: name.khmer, registrationNumber: "DEMO-\(1001 + index)", province: code,
            zone: zone?.nameEnglish, position: position(province, zone, &dice), employees: employees, employeesWomen: min(employees, Int(women)),
            openedOn: begin.adding(days: -dice.integer(200...6200)), address: address(zone, code, &dice), mandate: mandate(trade, code),
            people: people(of: demoFirm, trade, index, &dice), size: size, carriesHazardous: trade == .haulier && number.isMultiple(of: 2),
            demoFirm: demoFirm)
    }

    private static let demoFirms: [Trade: DemoFirm] = [
        .garment: .factory, .haulier: .haulier, .mixedRecycler: .recycler, .collector: .collector, .landfill: .landfill, .zoneOperator: .works,
        .industry: .industry,
        .environment: .environment, .provincialOffice: .phnomPenh, .donor: .donor,
    ]

    private func zone(_ trade: Trade, _ number: Int, _ dice: inout Dice) -> Zone? {
        if trade == .zoneOperator { return zones[number % zones.count] }
        guard number > 0, [.garment, .footwear, .electronics, .plastics].contains(trade), dice.isChance(0.4) else { return nil }
        let inProvinces = zones.filter { trade.row.provinces.contains($0.province.code) }
        return inProvinces.isEmpty ? nil : dice.pick(inProvinces)
    }

    private func name(_ trade: Trade, _ province: Province, _ zone: Zone?) -> (english: String, khmer: String)? {
        switch trade {
        case .zoneOperator:
            guard let zone else { return nil }
            return ("\(zone.nameEnglish) operator", "ប្រតិបត្តិករ \(lists.name(of: zone, in: .khmer).text)")
        case .provincialOffice: return ("\(province.nameEnglish) Department of Industry", "មន្ទីរឧស្សាហកម្មខេត្ត\(province.nameLocal)")
        default: return nil
        }
    }

    private func mandate(_ trade: Trade, _ province: String) -> Mandate? {
        switch trade {
        case .industry: .industry
        case .environment: .environment
        case .provincialOffice: .provincial(province)
        default: nil
        }
    }

    private func position(_ province: Province, _ zone: Zone?, _ dice: inout Dice) -> Position {
        let (centre, reach) = zone.map { ($0.position, 0.008) } ?? (province.position, province.id.code == "12" ? 0.07 : 0.05)
        let latitude = centre.latitude + dice.bell().clamped(to: -2...2) / 2 * reach
        let longitude = centre.longitude + dice.bell().clamped(to: -2...2) / 2 * reach
        return Position(latitude: (latitude * 10_000).rounded() / 10_000, longitude: (longitude * 10_000).rounded() / 10_000) ?? centre
    }

    private func address(_ zone: Zone?, _ province: String, _ dice: inout Dice) -> String {
        if let zone { return "\(zone.nameEnglish), No. \(dice.integer(1...160))" }
        return province != "12" && dice.isChance(0.7)
            ? "National Road \(dice.integer(1...7)), km \(dice.integer(4...60))" : "No. \(dice.integer(1...320)), Street \(dice.integer(51...598))"
    }

    private func people(of demoFirm: DemoFirm?, _ trade: Trade, _ index: Int, _ dice: inout Dice) -> [Newcomer] {
        let accounts = DemoAccounts.all.filter { $0.firm == demoFirm }
        guard accounts.isEmpty else {
            return accounts.map { Newcomer(displayName: $0.displayName, signInName: $0.signInName, roles: $0.roles, language: $0.language) }
        }
        // A load may come back to anybody who sends one, so the founder is the gate as well.
        let isAuthority = trade.row.profiles == [.authority]
        let roles = Role.founding(for: trade.row.profiles).union(isAuthority ? [] : [.gate])
        return [Newcomer(displayName: InventedNames.person(&dice), signInName: "firm\(1001 + index)", roles: roles, language: .khmer)]
    }
}

extension Comparable {
    func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}
