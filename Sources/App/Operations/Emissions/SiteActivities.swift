// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Discharge
import Domain
import Identity
import Ledger
import Manifests
import Returns
import Stores

/// Where something that gives off greenhouse gases was reported.
public enum GHGReference: Hashable, Sendable {
    case siteReturn(ReturnID)
    /// Treated at the site, by the book.
    case treated(Compartment, Material)
    /// Hand-over notes of the month: some of them, and how many there are.
    case notes([NoteName], count: Int)
    case outlet(OutletID)

    public struct NoteName: Hashable, Sendable {
        public var id: DocumentID
        public var number: String
    }
}

/// Something a site reported for a month, with the place where it stands.
public struct GHGEntry: Sendable {
    public var activity: ReportedActivity
    public var reference: GHGReference
    /// It is the month's share of a figure for a longer period.
    public var isSpread = false
}

/// What a site reported month by month, and whether there were more notes than were read.
struct SiteActivities {
    var months: [Month: [GHGEntry]] = [:]
    var isCut = false
}

extension Reading {
    /// Loads of a site whose ends are followed at one time.
    private static let notesFollowed = 4000, notesNamed = 20

    /// Everything a site reported for some months that may give off greenhouse gases.
    func activities(of site: Site, months: ClosedRange<Month>) throws -> SiteActivities {
        var found = SiteActivities()
        func isic(_ month: Month) -> String { site.attributes(on: Period.month(month).last).isic }
        let year = Period.year(months.lowerBound.year).first
        let made = try returns.returns(of: [site.id], since: year, limit: 400)
        for (month, figures) in monthlyFigures(of: made, in: months, sets: platform.dataSets) {
            found.months[month, default: []] += figures.map { figure in
                let amount = figure.whole.flatMap { whole in
                    figure.kind.dimension?.wholeUnit.map { Interval(Double(whole) * Double($0.over) / Double($0.times)) }
                }
                let activity: ReportedActivity
                switch figure.subject {
                case .field(let id):
                    // People, days and degrees have no dimension, and give off nothing.
                    let counted = figure.kind.dimension == nil ? figure.whole.map { Interval(Double($0)) } : amount
                    activity = ReportedActivity(.answer, id, isic: isic(month), amount: counted, dimension: figure.kind.dimension)
                case .waste(let waste, let destination):
                    activity = ReportedActivity(.way, destination.rawValue, waste: waste, isic: isic(month), amount: amount, dimension: .mass)
                }
                return GHGEntry(activity: activity, reference: .siteReturn(figure.siteReturn), isSpread: figure.isSpread)
            }
        }
        for cell in try ledger.siteCells(of: site.id, months: months) where cell.grams > 0 {
            guard case .treated(let code) = cell.compartment, let waste = cell.material.wasteCode else { continue }
            let activity = ReportedActivity(
                .treated, code.description, waste: waste, isic: isic(cell.occurred), amount: Interval(Double(cell.grams) / 1000), dimension: .mass)
            found.months[cell.occurred, default: []].append(GHGEntry(activity: activity, reference: .treated(cell.compartment, cell.material)))
        }
        for (month, entries) in try loads(of: site, months: months) { found.months[month, default: []] += entries }
        let sent = try sent(from: site, months: months)
        found.isCut = sent.isCut
        for (month, entries) in sent.entries { found.months[month, default: []] += entries }
        found.months = found.months.mapValues { $0.sorted { $0.activity.order < $1.activity.order } }
        return found
    }

    // MARK: Outlets

    private func loads(of site: Site, months: ClosedRange<Month>) throws -> [Month: [GHGEntry]] {
        var found: [Month: [GHGEntry]] = [:]
        for outlet in try discharge.outlets(of: site.id) {
            for one in try outletMonths(of: outlet, months) {
                for parameter in ["cod", "nitrogen"] {
                    let load = one.loads[parameter]
                    // Of nitrogen nobody has to know; of COD one line says that it is missing.
                    if load == nil, parameter != "cod" { continue }
                    let activity = ReportedActivity(
                        .load, parameter + "." + one.receiving.rawValue, isic: site.attributes(on: one.last).isic,
                        amount: load.map { Interval(loadFrom: $0.low, to: $0.high ?? $0.low) }, dimension: .mass)
                    found[one.volume.month, default: []].append(GHGEntry(activity: activity, reference: .outlet(outlet.id)))
                }
            }
        }
        return found
    }

    // MARK: Waste that left

    private struct SentKey: Hashable {
        var month: Month
        var waste: WasteCodeID
        var compartment: Compartment
    }

    /// Waste that the site generated and sent, by where it is now. Loads from stock that came from others are those others'.
    private func sent(from site: Site, months: ClosedRange<Month>) throws -> (entries: [Month: [GHGEntry]], isCut: Bool) {
        struct Load {
            var month: Month
            var waste: WasteCodeID
            var note: GHGReference.NoteName
        }
        var loads: [OriginID: Load] = [:]
        var last: (month: Month, note: DocumentID)?
        var isCut = false
        while true {
            let page = try notes.registered([site.organisation], role: .sender, months: months, after: last, limit: 500)
            for (month, note) in page where note.sender.site == site.id && note.kind == .ordinary {
                for line in note.lines where line.draws.isEmpty {
                    guard let lot = line.lot else { continue }
                    loads[OriginID(lot.value)] = Load(month: month, waste: line.waste, note: .init(id: note.id, number: note.number ?? ""))
                }
            }
            guard page.count == 500, let end = page.last else { break }
            guard loads.count < Self.notesFollowed else {
                isCut = true
                break
            }
            last = (end.month, end.note.id)
        }
        var grams: [SentKey: Int64] = [:]
        var names: [SentKey: [DocumentID: GHGReference.NoteName]] = [:]
        func add(_ origin: OriginID, _ compartment: Compartment, _ amount: Int64) {
            // What the process gave is where it comes from, not where it is.
            guard compartment != .process, amount != 0, let load = loads[origin] else { return }
            let key = SentKey(month: load.month, waste: load.waste, compartment: compartment)
            grams[key, default: 0] += amount
            names[key, default: [:]][load.note.id] = load.note
        }
        let ids = loads.keys.sorted()
        for start in stride(from: 0, to: ids.count, by: 400) {
            let chunk = Array(ids[start..<min(start + 400, ids.count)])
            let inside = try ledger.bundled(chunk)
            for place in try ledger.places(ofOrigins: chunk.filter { !inside.contains($0) }) { add(place.origin, place.compartment, place.grams) }
            for origin in inside.sorted() {
                for (account, amount) in try wholeFates(of: origin) { add(origin, account.compartment, amount) }
            }
        }
        var entries: [Month: [GHGEntry]] = [:]
        for (key, amount) in grams where amount > 0 {
            let name = if case .treated(let code) = key.compartment { code.description } else { "\(key.compartment)" }
            let activity = ReportedActivity(
                .sent, name, waste: key.waste, isic: site.attributes(on: Period.month(key.month).last).isic, amount: Interval(Double(amount) / 1000),
                dimension: .mass)
            let all = (names[key] ?? [:]).values.sorted { $0.id < $1.id }
            entries[key.month, default: []].append(
                GHGEntry(activity: activity, reference: .notes(Array(all.prefix(Self.notesNamed)), count: all.count)))
        }
        return (entries, isCut)
    }
}

extension Interval {
    /// Kilograms from what was least to what was most.
    init(loadFrom low: Mass, to high: Mass) {
        let (least, most) = (Double(low.raw) / 1000, Double(high.raw) / 1000)
        if most > least { self.init((least + most) / 2, low: least, high: most) } else { self.init(least) }
    }
}

extension ReportedActivity {
    /// Returns first, then outlets, then waste, each by name and code.
    fileprivate var order: String {
        let kinds: [Kind] = [.answer, .load, .way, .treated, .sent]
        return "\(kinds.firstIndex(of: kind) ?? 0) \(name) \(waste?.text ?? "")"
    }
}
