// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Operations

/// A few more factories whose wastewater is sampled each month and stays within its limits: what a nation's loads are made of.
struct OutletNeighbours {
    private let begin: CalendarDate
    private var outlets: [(firm: Int, id: OutletID)]?
    private var told: CalendarDate?
    private var month = 0
    private static let most = 5

    init(begin: CalendarDate) { self.begin = begin }

    mutating func tell(with teller: Teller, among firms: [Int]) async throws {
        if let told, teller.day.days(since: told) < 7 { return }
        told = teller.day
        let known = try await opened(with: teller, among: firms)
        let before = Period.month(teller.day.month).first.adding(days: -1).month
        for (firm, outlet) in known {
            var dice = Dice(seed: UInt64(firm), for: "outlet \(month)")
            func value(_ middle: Double) -> String { String((middle * dice.factor(0.12) * 10).rounded() / 10) }
            var form = ResultsForm()
            form.sampledOn = teller.day.adding(days: -9).description
            form.reportedOn = teller.day.adding(days: -2).description
            form.laboratory = "Tonle Water Laboratory"
            form.method = "APHA"
            form.rows = [("cod", "=", value(56)), ("bod5", firm % 3 == 0 ? "<" : "=", firm % 3 == 0 ? "10" : value(19)), ("tss", "=", value(31))].map { row in
                var made = ResultsForm.Row()
                (made.parameter, made.sign, made.value, made.unit) = (row.0, row.1, row.2, "mg/L")
                return made
            }
            let keeper = teller.actor(firm, [.preparer])
            _ = try await teller.platform.recordResults(form, at: outlet, by: keeper)
            guard before >= begin.month else { continue }
            _ = try await teller.platform.recordDischargeVolume(
                of: outlet, month: before.description, cubicMetres: value(Double(teller.firms[firm].employees) * 0.8), method: "metered", by: keeper)
        }
        month += 1
    }

    /// The outlets, added when they are first needed; firms without people for it are left out.
    private mutating func opened(with teller: Teller, among firms: [Int]) async throws -> [(firm: Int, id: OutletID)] {
        if let outlets { return outlets }
        var made: [(firm: Int, id: OutletID)] = []
        for firm in firms where made.count < Self.most {
            let people = teller.firms[firm].staff.reduce(into: Set<Role>()) { $0.formUnion($1.roles) }
            guard people.isSuperset(of: [.administrator, .preparer]) else { continue }
            var form = OutletForm()
            form.site = teller.firms[firm].site.description
            form.code = "OUT-1"
            form.medium = DischargeMedium.water.rawValue
            form.name = Remarks.treatmentPond
            form.openedOn = begin.adding(days: -400).description
            form.receiving = (made.count.isMultiple(of: 2) ? ReceivingBody.river : .sewer).rawValue
            form.column = "public_sewer"
            made.append((firm, try await teller.platform.addOutlet(form, by: teller.actor(firm, [.administrator])).id))
        }
        outlets = made
        return made
    }
}
