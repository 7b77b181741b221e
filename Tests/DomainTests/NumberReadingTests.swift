// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Numbers as typed") struct NumberReadingTests {
    @Test(
        "texts that read one way",
        arguments: [
            ("0", "0"), ("5", "5"), ("1240", "1240"), ("1.240,5", "1240.5"), ("1,240.5", "1240.5"), ("1.240.000", "1240000"),
            ("1,240,000", "1240000"),
            ("0.125", "0.125"), ("0,125", "0.125"), ("12.50", "12.5"), ("12,5", "12.5"), ("1 240", "1240"), ("1\u{A0}240", "1240"),
            ("1\u{202F}240\u{2009}000", "1240000"), ("1 240,5", "1240.5"), ("1 240.500", "1240.5"), ("1.240.000,25", "1240000.25"),
            ("1,240.500", "1240.5"),
            ("1234.567", "1234.567"), ("012,500", "12.5"), ("1.2400", "1.24"), ("  7 ", "7"), ("១២,៥", "12.5"), ("១ ២៤០", "1240"), ("１２", "12"),
            ("-3,5", "-3.5"), ("\u{2212}1.240,5", "-1240.5"), ("0.000000000001", "0.000000000001"), ("1\u{200B}2", "12"), ("-0", "0"),
            ("9223372036854775807", "9223372036854775807"),
        ])
    func reads(typed: String, number: String) throws {
        #expect(NumberReading(typed) == .number(try #require(ExactDecimal(number))))
    }

    @Test(
        "one separator before exactly three digits reads two ways, and both are given, grouped first",
        arguments: [
            ("1.240", "1240", "1.24"), ("12,500", "12500", "12.5"), ("123.456", "123456", "123.456"), ("១.២៤០", "1240", "1.24"),
            ("-1,000", "-1000", "-1"),
        ])
    func ambiguous(typed: String, grouped: String, decimal: String) throws {
        #expect(NumberReading(typed) == .ambiguous([try #require(ExactDecimal(grouped)), try #require(ExactDecimal(decimal))]))
    }

    @Test("blank is nothing, whatever the spaces")
    func nothing() {
        for typed in ["", "   ", "\u{A0}", "\u{200B}", "\t"] { #expect(NumberReading(typed) == .nothing) }
    }

    @Test("separators out of place, letters and too many digits are unreadable")
    func unreadable() {
        for typed in [
            "1.2.3", "1,24,000", "1.240,5.0", "1,240,5", "12 34", "1  240", "1.240 5", "1234 567", "0.240.000", "1 240 5", ".5", "5.", "5,", ",", "-",
            "--5",
            "5-", "+5", "- 5", "1.240,000,5", "1 240.000.000", "12kg", "1e3", "០x", "½", "1'240", "0.0000000000001", "9223372036854775808",
            "99999999999999999999",
            "1.-5", "NaN",
        ] {
            #expect(NumberReading(typed) == .unreadable, "\(typed)")
        }
    }

    @Test("3,000 random numbers written as English and Vietnamese write them come back, alone or among two readings")
    func writtenNumbersComeBack() throws {
        for seed in UInt64(1)...3000 {
            var random = SeededRandom(seed: seed)
            let reach = Int64(1) << Int64.random(in: 1...50, using: &random)
            let number = ExactDecimal(digits: .random(in: -reach...reach, using: &random), scale: .random(in: 0...6, using: &random))
                .withoutTrailingZeros
            let parts = ExactDecimal(digits: number.digits < 0 ? -number.digits : number.digits, scale: number.scale).description.split(
                separator: ".")
            for (group, point) in [(",", "."), (".", ","), ("\u{A0}", ",")] {
                var whole = ""
                for (i, digit) in parts[0].enumerated() {
                    if i > 0, (parts[0].count - i) % 3 == 0 { whole += group }
                    whole.append(digit)
                }
                let typed = (number.digits < 0 ? "-" : "") + whole + (parts.count > 1 ? point + parts[1] : "")
                switch NumberReading(typed) {
                case .number(let read): try #require(read == number, "seed \(seed) \(typed)")
                case .ambiguous(let readings): try #require(readings.contains(number) && readings.count == 2, "seed \(seed) \(typed)")
                case .nothing, .unreadable: Issue.record("seed \(seed): \(typed) was not read")
                }
            }
        }
    }
}
