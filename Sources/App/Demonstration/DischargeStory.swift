// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Operations

/// A factory's two outlets and its boiler's stack: a laboratory's sheet each month, an exceedance that was mended and closed, and one that is open.
struct DischargeStory {
    private let factory: Int
    private let begin: CalendarDate
    private var outlets: [OutletID] = []
    private var stack: OutletID?
    /// The outlet that leads to a sewer, once it is there.
    var sewer: OutletID? { outlets.dropFirst().first }
    private var month = 0
    /// The last day on which it told something: months in which little happened may end on one day.
    private var told: CalendarDate?
    private var mended: DischargeCase?

    init(factory: Int, begin: CalendarDate) {
        self.factory = factory
        self.begin = begin
    }

    /// COD at the first outlet, mg/L, month by month: what exceeds 100 opens a case.
    private static let cod = ["78.4", "82.1", "74.9", "91.3", "88", "143.6", "96.2", "71.5", "69.8", "77.7", "83.4", "80.2"]

    /// What the laboratory and the meter say once a month.
    mutating func tell(with teller: Teller) async throws {
        let platform = teller.platform
        let keeper = teller.actor(factory, [.preparer])
        if let told, teller.day.days(since: told) < 7 { return }
        told = teller.day
        if outlets.isEmpty {
            outlets = [
                try await add("OUT-1", .water, Remarks.dyeHouse, .river, column: "public_sewer", teller),
                try await add("OUT-2", .water, Remarks.canteen, .sewer, column: "public_sewer", teller),
            ]
            stack = try await add("ST-1", .air, Remarks.boilerHouse, .air, column: "", teller)
        }
        let cod = Self.cod[month % Self.cod.count]
        let main = try await platform.recordResults(
            sheet(
                [
                    ("ph", "", "7.\(month % 5 + 3)", ""), ("cod", "=", cod, "mg/L"), ("bod5", "=", "\(31 + month % 7).5", "mg/L"),
                    ("tss", "=", "4\(month % 9)", "mg/L"),
                    ("chromium6", "<", "10", "µg/L"),
                ], teller.day), at: outlets[0], by: keeper)
        _ = try await platform.recordResults(
            sheet([("ph", "", "6.9", ""), ("cod", "=", "5\(month % 9).2", "mg/L"), ("bod5", "<", "\(month == 4 ? 90 : 15)", "mg/L")], teller.day),
            at: outlets[1],
            by: keeper)
        if month % 6 == 0, let stack {
            _ = try await platform.recordResults(
                sheet([("dust", "=", "12\(month)", "mg/Nm3"), ("so2", "=", "210", "mg/Nm3")], teller.day), at: stack, by: keeper)
        }
        for (place, outlet) in outlets.enumerated() {
            let cubic = String(place == 0 ? 5_200 + month % 7 * 130 : 640 + month % 3 * 25)
            let known = Period.month(teller.day.month).first.adding(days: -1).month
            if known >= begin.month {
                _ = try await platform.recordDischargeVolume(
                    of: outlet, month: known.description, cubicMetres: cubic, method: place == 0 ? "metered" : "estimated", by: keeper)
            }
        }
        try await follow(main.cases.first, teller)
        month += 1
    }

    /// A last sample exceeds; its case is planned and waits.
    mutating func end(with teller: Teller) async throws {
        let keeper = teller.actor(factory, [.preparer])
        guard !outlets.isEmpty else { return }
        var second = sheet([("bod5", "=", "112.5", "mg/L"), ("nitrogen", "=", "18.4", "mg/L")], teller.day)
        // The month's own sample may be of the same day.
        second.sample = "S-2"
        let done = try await teller.platform.recordResults(second, at: outlets[0], by: keeper)
        // A file of the laboratory waits for two answers.
        _ = try await teller.platform.sendLabFile(Array(Self.file.utf8), named: "tonle-lab.csv", by: keeper)
        guard let opened = done.cases.first else { return }
        let planned = try await step(.plan, in: opened, Remarks.sludge, teller)
        _ = try await teller.platform.takeCaseStep(.askHelp, in: planned.id, version: planned.version, by: keeper)
    }

    private static let file = """
        outlet;sampled_on;reported_on;laboratory;parameter;operator;value;unit;method
        OUT-1;04/02/2026;10/02/2026;Tonle Water Laboratory;Zinc;=;0,182;mg/L;APHA
        OUT-1;04/02/2026;10/02/2026;Tonle Water Laboratory;Copper;=;12,345;µg/L;APHA
        OUT-1;04/02/2026;10/02/2026;Tonle Water Laboratory;Lead;<;0,01;mg/L;APHA
        OUT-1;04/02/2026;10/02/2026;Tonle Water Laboratory;Kryptonite;=;1,5;mg/L;APHA

        """

    /// The first exceedance is planned when it is found, done a month later, and closed a month after that.
    private mutating func follow(_ opened: DischargeCase?, _ teller: Teller) async throws {
        if let known = mended {
            switch known.state {
            case .open: mended = try await step(.done, in: known, Remarks.aeratorRuns, teller)
            case .answered:
                var form = DischargeCaseForm()
                form.words = Remarks.caseClosed
                mended = try await teller.platform.takeCaseStep(.close, in: known.id, form, version: known.version, by: teller.officerOfEnvironment)
            case .closed: return
            }
        } else if let opened {
            mended = try await step(.plan, in: opened, Remarks.aerator, teller)
        }
    }

    private func step(_ step: DischargeCaseStep, in found: DischargeCase, _ words: String, _ teller: Teller) async throws -> DischargeCase {
        var form = DischargeCaseForm()
        form.words = words
        form.owner = Remarks.headOfUtilities
        form.due = teller.day.adding(days: 45).description
        return try await teller.platform.takeCaseStep(step, in: found.id, form, version: found.version, by: teller.actor(factory, [.preparer]))
    }

    private func add(
        _ code: String, _ medium: DischargeMedium, _ name: String, _ receiving: ReceivingBody, column: String, _ teller: Teller
    ) async throws -> OutletID {
        var form = OutletForm()
        form.site = teller.firms[factory].site.description
        form.code = code
        form.medium = medium.rawValue
        form.name = name
        form.openedOn = begin.adding(days: -400).description
        form.receiving = receiving.rawValue
        form.column = column
        return try await teller.platform.addOutlet(form, by: teller.actor(factory, [.administrator])).id
    }

    /// A sample that was taken ten days before, as the sheet of a laboratory says.
    private func sheet(_ rows: [(parameter: String, sign: String, value: String, unit: String)], _ day: CalendarDate) -> ResultsForm {
        var form = ResultsForm()
        form.sampledOn = day.adding(days: -10).description
        form.reportedOn = day.adding(days: -2).description
        form.laboratory = "Tonle Water Laboratory"
        form.method = "APHA"
        form.rows = rows.map { row in
            var made = ResultsForm.Row()
            made.parameter = row.parameter
            made.sign = row.sign
            made.value = row.value
            made.unit = row.unit
            return made
        }
        return form
    }
}
