// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Testing

/// What limits say of results: values, detection limits, counts, uncertain limits.
struct JudgementTests {
    private static func measure(_ text: String) -> Measure { Measure(ExactDecimal(text) ?? ExactDecimal(digits: 0, scale: 0)) }

    /// Relation, lower, upper | what the laboratory said | whether it keeps: yes, no, or ? for what nobody can tell.
    private static let table = """
        <  - 80 | = 79.999 | yes
        <  - 80 | = 80     | no
        <= - 80 | = 80     | yes
        <= - 80 | = 80.001 | no
        <  - 80 | < 80     | yes
        <  - 80 | < 0.01   | yes
        <  - 80 | < 80.5   | ?
        <= - 80 | < 80.5   | ?
        <  - 80 | > 80     | no
        <= - 80 | > 80     | no
        <  - 80 | > 100    | no
        <  - 80 | > 79     | ?
        >  2 -  | = 2      | no
        >= 2 -  | = 2      | yes
        >  2 -  | = 2.1    | yes
        >  2 -  | < 2      | no
        >  2 -  | < 3      | ?
        >  2 -  | > 2      | yes
        >= 2 -  | > 1      | ?
        range 6 9 | = 6    | yes
        range 6 9 | = 9    | yes
        range 6 9 | = 9.01 | no
        range 6 9 | = 5.99 | no
        range 6 9 | < 6    | no
        range 6 9 | < 7    | ?
        range 6 9 | > 9    | no
        range 6 9 | > 8    | ?
        """

    @Test("A limit is kept, broken or not decidable, as the true value may lie", arguments: table.split(separator: "\n").map(String.init))
    func bounds(line: String) throws {
        let parts = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        let relation = try #require(Bound.Relation(rawValue: parts[0][0]))
        func end(_ text: String) -> Measure? { text == "-" ? nil : Self.measure(text) }
        let bound = try #require(Bound(relation, lower: end(parts[0][1]), upper: end(parts[0][2])))
        let sign = try #require(ResultOperator(rawValue: parts[1][0]))
        let expected: [String: Bool?] = ["yes": true, "no": false, "?": nil]
        #expect(bound.isKept(by: sign, Self.measure(parts[1][1])) == expected[parts[2][0]] ?? nil)
    }

    @Test("A bound has the ends its relation asks for, and no others")
    func ends() {
        let (low, high) = (Self.measure("6"), Self.measure("9"))
        #expect(Bound(.below, lower: nil, upper: nil) == nil && Bound(.below, lower: low, upper: high) == nil)
        #expect(Bound(.above, lower: nil, upper: high) == nil && Bound(.range, lower: high, upper: low) == nil && Bound(.range, lower: low, upper: nil) == nil)
    }

    private let outlet = Outlet(
        id: OutletID(1), site: SiteID(2), code: "OUT-1", medium: .water, name: "", openedOn: CalendarDate(iso: "2020-01-01") ?? CalendarDate(dayNumber: 0),
        standing: OutletStanding(
            from: CalendarDate(iso: "2020-01-01") ?? CalendarDate(dayNumber: 0), receiving: .river, name: "Bassac", column: "public_sewer"))

    private func result(_ parameter: String, _ sign: ResultOperator, _ value: String, on day: String = "2026-05-04") throws -> LabResult {
        LabResult(
            id: LabResultID(3), outlet: outlet.id, site: outlet.site, parameter: parameter,
            reading: ResultReading(sign: sign, given: Self.measure(value), unit: "mg/L", value: Self.measure(value), detection: nil, conversion: "t"),
            sampledOn: try #require(CalendarDate(iso: day)), reportedOn: nil, sample: "", laboratory: "Lab A", method: "", recordedAt: Instant(microseconds: 0))
    }

    private func verdict(_ result: LabResult, at outlet: Outlet? = nil, country: Country = .cambodia, permits: [PermitLimit] = []) -> Verdict {
        Verdict(result, at: outlet ?? self.outlet, limits: .shipped, country: country, permits: permits)
    }

    @Test("Shipped limits judge by their column and day; one of low confidence warns and never convicts; what has no limit has no verdict")
    func shipped() throws {
        #expect(verdict(try result("cod", .equal, "101")).standard.finding == .exceeded)
        #expect(verdict(try result("cod", .equal, "99.9")).standard.finding == .within)
        // Total suspended solids: the pair is of low confidence in the list.
        let solids = verdict(try result("tss", .equal, "500"))
        #expect(solids.standard.finding == .warned && solids.standard.reason == .lowConfidence && !solids.isExceeded)
        #expect(verdict(try result("chromium", .equal, "5")).standard.reason == .noLimit)
        // Before the sub-decree there was nothing to judge by.
        #expect(verdict(try result("cod", .equal, "500", on: "1999-04-05")).standard.finding == .none)
        #expect(
            verdict(try result("cod", .below, "200")).standard
                == Judgement(
                    .undecidable, .detectionLimit,
                    bound: DischargeLimits.shipped.limit(
                        .cambodia, .water, column: "public_sewer", parameter: "cod", on: try #require(CalendarDate(iso: "2026-05-04")))?.bound))
        var open = outlet
        open.record(OutletStanding(from: try #require(CalendarDate(iso: "2026-01-01")), receiving: .river, name: "", column: nil))
        #expect(verdict(try result("cod", .equal, "500"), at: open).standard.reason == .columnUnknown)
        // What held before stays for older results.
        #expect(verdict(try result("cod", .equal, "500", on: "2025-12-31"), at: open).standard.finding == .exceeded)
    }

    @Test("In Viet Nam a figure that wants its coefficients only warns, and after its standard was superseded every one does")
    func vietNam() throws {
        let lines: [(String, String, Judgement.Finding, Judgement.Reason?)] = [
            ("cod", "2024-01-01", .warned, .coefficients), ("ph", "2024-01-01", .exceeded, nil), ("ph", "2025-09-01", .warned, .superseded),
        ]
        var column = outlet
        column.record(OutletStanding(from: outlet.openedOn, receiving: .river, name: "", column: "B"))
        for (parameter, day, finding, reason) in lines {
            let found = verdict(try result(parameter, .equal, parameter == "ph" ? "11" : "151", on: day), at: column, country: .vietNam).standard
            #expect(found.finding == finding && found.reason == reason, "\(parameter) \(day)")
        }
    }

    @Test("A stack's results stand without verdict until limits for air are loaded; those of the day judge from then on")
    func stacks() throws {
        let day = try #require(CalendarDate(iso: "2026-05-04"))
        let stack = Outlet(
            id: OutletID(1), site: SiteID(2), code: "ST-1", medium: .air, name: "", openedOn: outlet.openedOn,
            standing: OutletStanding(from: outlet.openedOn, receiving: .air, name: "", column: nil))
        let dust = try result("dust", .equal, "180")
        #expect(verdict(dust, at: stack).standard.reason == .noAirLimits)
        let file =
            DischargeLimits.columns.joined(separator: ",") + "\n"
            + "KH.AIR.dust,KH,air,Test decree,,,Dust (particulate matter),g/Nm3,<=,,0.1,2026-05-04,,gazette,high,\n"
        let (limits, faults) = DischargeLimits.shipped.adding(csv: Array(file.utf8), units: ResultUnits(CodeLists.shipped.units.newest))
        #expect(faults.isEmpty)
        func finding(_ day: String) throws -> Judgement.Finding {
            Verdict(try result("dust", .equal, "180", on: day), at: stack, limits: limits, country: .cambodia, permits: []).standard.finding
        }
        #expect(try finding(day.description) == .exceeded)
        #expect(try finding("2026-05-03") == .none)
    }

    @Test("A file of limits names every fault with its line and column, and with any fault nothing is used")
    func faultyLimits() {
        let rows = [
            "A,KH,water,S,,,COD,mg/L,<,,50,2026-01-01,,src,high,", "B,XX,water,S,,,COD,mg/L,<,,50,2026-01-01,,src,high,",
            "C,KH,earth,S,,,COD,mg/L,<,,50,2026-01-01,,src,high,", "D,KH,water,S,,,Kryptonite,mg/L,<,,50,2026-01-01,,src,high,",
            "E,KH,water,S,,,COD,°C,<,,50,2026-01-01,,src,high,", "F,KH,water,S,,,COD,mg/L,<,5,50,2026-01-01,,src,high,",
            "G,KH,water,S,,,COD,mg/L,<,,x,01/02/2026,,,sure,",
        ]
        let file = ([DischargeLimits.columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
        let (limits, faults) = DischargeLimits.shipped.adding(csv: Array(file.utf8), units: ResultUnits(CodeLists.shipped.units.newest))
        #expect(
            Set(faults.map { "\($0.line) \($0.column)" }) == [
                "3 country", "4 medium", "5 parameter", "6 unit", "7 upper", "8 upper", "8 valid_from", "8 source", "8 confidence",
            ])
        #expect(limits.all.count == DischargeLimits.shipped.all.count + 1)
    }

    @Test("The permit's own limit stands beside the standard's: of several the one that began last, only on its days")
    func permits() throws {
        func limit(_ id: Int64, _ upper: String, from: String, until: String?, outlet: OutletID? = nil) throws -> PermitLimit {
            PermitLimit(
                id: PermitLimitID(id), site: self.outlet.site, outlet: outlet, medium: .water, parameter: "cod",
                bound: try #require(Bound(.atMost, lower: nil, upper: Self.measure(upper))), permit: "P-\(id)", issuedBy: "MoE",
                validFrom: try #require(CalendarDate(iso: from)), validUntil: until.flatMap { CalendarDate(iso: $0) }, source: "paper")
        }
        let permits = [
            try limit(1, "60", from: "2024-01-01", until: nil), try limit(2, "40", from: "2026-01-01", until: "2026-04-30"),
            try limit(3, "1", from: "2020-01-01", until: nil, outlet: OutletID(99)),
        ]
        let cases: [(String, String, String?, Judgement.Finding)] = [
            ("50", "2026-04-30", "P-2", .exceeded), ("50", "2026-05-01", "P-1", .within), ("50", "2023-12-31", nil, .none),
            ("70", "2026-05-01", "P-1", .exceeded),
        ]
        for (value, day, permit, finding) in cases {
            let found = verdict(try result("cod", .equal, value, on: day), permits: permits)
            #expect(found.permitLimit?.permit == permit && found.permit.finding == finding, "\(value) \(day)")
            #expect(found.standard.finding == .within)
            #expect(found.isExceeded == (finding == .exceeded))
        }
    }
}
