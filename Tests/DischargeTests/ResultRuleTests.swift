// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Testing

/// Results as given: units, signs, detection limits, days; means and loads.
struct ResultRuleTests {
    private let units = ResultUnits(CodeLists.shipped.units.newest)
    private let today = CalendarDate(iso: "2026-06-15") ?? CalendarDate(dayNumber: 0)
    private let outlet = Outlet(
        id: OutletID(1), site: SiteID(2), code: "OUT-1", medium: .water, name: "", openedOn: CalendarDate(iso: "2026-01-10") ?? CalendarDate(dayNumber: 0),
        closedOn: CalendarDate(iso: "2026-06-01"),
        standing: OutletStanding(from: CalendarDate(iso: "2026-01-10") ?? CalendarDate(dayNumber: 0), receiving: .sewer, name: "", column: "public_sewer"))

    private func draft(_ change: (inout ResultDraft) -> Void = { _ in }) -> ResultDraft {
        var draft = ResultDraft()
        draft.parameter = "COD"
        draft.value = ExactDecimal("12.5")
        draft.unit = "mg/L"
        draft.sampledOn = CalendarDate(iso: "2026-03-02")
        draft.laboratory = "Lab A"
        change(&draft)
        return draft
    }

    private func problems(_ draft: ResultDraft) -> [String] {
        draft.checked(at: outlet, today: today, units: units).problems.map { "\($0.field) \($0.phrase.split(separator: ".")[1])" }
    }

    @Test(
        "Units convert exactly by the list of units, however they are written",
        arguments: [
            ("COD", "mg/L", "247.416", "247.416"), ("cod", "MG/l", "1", "1"), ("Zn", "µg/L", "135.5", "0.1355"), ("Zn", "\u{3BC}g/l", "0.001", "0.000001"),
            ("zinc", "ug/L", "1", "0.001"), ("tss", "g/L", "0.078", "78"), ("TSS", "kg/m³", "0.078", "78"), ("Total chromium", "mg/m3", "10", "0.01"),
            ("pH", "", "7.658", "7.658"), ("nhiệt độ", "°C", "31", "31"), ("Temp.", "oC", "31", "31"), ("Coliform", "MPN/100ml", "3000", "3000"),
        ])
    func conversion(parameter: String, unit: String, given: String, value: String) {
        let draft = draft {
            $0.parameter = parameter
            $0.unit = unit
            $0.value = ExactDecimal(given)
        }
        let (facts, problems) = draft.checked(at: outlet, today: today, units: units)
        #expect(problems.isEmpty && facts?.reading.value.description == value)
        #expect(facts?.reading.given.description == given)
    }

    @Test("What cannot be is refused with its field, all of it at once")
    func refusals() {
        let lines: [(String, (inout ResultDraft) -> Void)] = [
            ("parameter parameterUnknown", { $0.parameter = "Kryptonite" }), ("unit unitUnknown", { $0.unit = "°C" }), ("unit unitMissing", { $0.unit = "" }),
            ("operator signUnknown", { $0.sign = "~" }), ("value valueMissing", { $0.value = nil }), ("value valueZero", { $0.value = ExactDecimal("0") }),
            ("value valueOutOfRange", { $0.value = ExactDecimal("-3") }),
            (
                "value valueTooLong",
                {
                    $0.value = ExactDecimal("0.123456789012"); $0.unit = "µg/L"
                }
            ),
            (
                "value belowDetection",
                {
                    $0.value = ExactDecimal("1"); $0.detection = ExactDecimal("2")
                }
            ), ("sampledOn sampledMissing", { $0.sampledOn = nil }),
            ("sampledOn sampledInFuture", { $0.sampledOn = CalendarDate(iso: "2026-06-16") }),
            ("sampledOn outletNotYet", { $0.sampledOn = CalendarDate(iso: "2026-01-09") }),
            ("sampledOn outletClosed", { $0.sampledOn = CalendarDate(iso: "2026-06-02") }),
            ("reportedOn reportedBeforeSampled", { $0.reportedOn = CalendarDate(iso: "2026-03-01") }),
            ("laboratory laboratoryMissing", { $0.laboratory = "" }), ("method textTooLong", { $0.method = String(repeating: "x", count: 121) }),
        ]
        for (expected, change) in lines { #expect(problems(draft(change)) == [expected], "\(expected)") }
        let several = draft {
            $0.parameter = ""
            $0.laboratory = ""
            $0.sampledOn = nil
        }
        #expect(Set(problems(several)) == ["parameter parameterMissing", "laboratory laboratoryMissing", "sampledOn sampledMissing"])
    }

    @Test("Below the detection limit needs one number, and keeps it as the limit of detection")
    func detection() {
        for draft in [
            draft {
                $0.sign = "<"; $0.value = nil; $0.detection = ExactDecimal("0.01")
            },
            draft {
                $0.sign = "<"; $0.value = ExactDecimal("0.01")
            },
        ] {
            let reading = draft.checked(at: outlet, today: today, units: units).facts?.reading
            #expect(reading?.sign == .below && reading?.value.description == "0.01" && reading?.detection?.description == "0.01")
        }
    }

    @Test("Every parameter has one name of its own, a unit that is known, and names in three languages")
    func parameters() {
        for medium in DischargeMedium.allCases {
            for parameter in DischargeParameters.shipped.of(medium) {
                #expect(units.units(for: parameter).first?.symbol == parameter.unit, "\(parameter.code)")
                for name in [parameter.code] + Array(parameter.names.values) {
                    #expect(DischargeParameters.shipped.named(name, in: medium)?.code == parameter.code, "\(name)")
                }
            }
        }
        #expect(DischargeLimits.shipped.all.count == 170)
    }

    @Test("A month's mean takes what is below detection as nothing and as the limit, and loads follow: 100 mg/L in 2,000 m³ are 200 kg")
    func loads() throws {
        func reading(_ sign: ResultOperator, _ value: String) -> ResultReading {
            let measure = Measure(ExactDecimal(value) ?? ExactDecimal(digits: 0, scale: 0))
            return ResultReading(sign: sign, given: measure, unit: "mg/L", value: measure, detection: nil, conversion: "")
        }
        let volume = Volume(2_000_000_000)
        let exact = try #require(MonthlyMean([reading(.equal, "90"), reading(.equal, "110")]))
        #expect(exact.isExact && exact.low == 100)
        #expect(exact.load(in: volume).map { [$0.low, $0.high] } == [.kilograms(200), .kilograms(200)])
        let below = try #require(MonthlyMean([reading(.below, "10"), reading(.equal, "30")]))
        #expect(below.low == 15 && below.high == 20 && below.belowDetection == 1)
        #expect(below.load(in: volume).map { [$0.low, $0.high] } == [.kilograms(30), .kilograms(40)])
        let above = try #require(MonthlyMean([reading(.above, "30")]))
        #expect(above.high == nil && above.load(in: volume)?.low == .kilograms(60) && above.load(in: volume)?.high == nil)
        #expect(MonthlyMean([]) == nil)
        // What is too large for a mass is no load, and stops nothing.
        #expect(exact.load(in: Volume(Int64.max))?.low == nil || exact.load(in: Volume(Int64.max)) != nil)
    }
}
