// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// What a JSON value may be: printed into the document as JSON Schema 2020-12, and checked on every request.
public struct Schema: Sendable {
    indirect enum Kind: Sendable {
        /// Free text; control signs but line breaks and tabs are refused.
        case text(least: Int, most: Int)
        /// Text of one form, as a pattern of ECMA-262 that `fits` checks.
        case form(Form)
        case choice([String])
        case whole(ClosedRange<Int64>)
        case fraction
        case flag
        case list(Schema, ClosedRange<Int>)
        case object(name: String, members: [Member], isClosed: Bool)
        /// Whatever JSON there is; for facts of problems and for the document itself.
        case anything
    }

    /// Texts of a fixed form.
    enum Form: String, Sendable {
        case id, date, month, moment, decimal, waste, treatment, digest

        var pattern: String {
            switch self {
            case .id: "^[0-9]{1,19}$"
            case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            case .month: "^[0-9]{4}-[0-9]{2}$"
            case .moment: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$"
            case .decimal: "^(0|[1-9][0-9]{0,9})(\\.[0-9]{1,6})?$"
            case .waste: "^[0-9]{6}$"
            case .treatment: "^[RD][0-9]{1,2}$"
            case .digest: "^[0-9a-f]{8,64}$"
            }
        }

        var format: String? {
            switch self {
            case .date: "date"
            case .moment: "date-time"
            default: nil
            }
        }

        func fits(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            func allDigits(_ part: some Collection<UInt8>) -> Bool { !part.isEmpty && part.allSatisfy { (48...57).contains($0) } }
            switch self {
            case .id: return bytes.count <= 19 && allDigits(bytes)
            case .date: return CalendarDate(iso: text) != nil
            case .month: return Month(iso: text) != nil
            case .waste: return bytes.count == 6 && allDigits(bytes)
            case .treatment: return bytes.count <= 3 && (bytes.first == 82 || bytes.first == 68) && allDigits(bytes.dropFirst())
            case .digest: return (8...64).contains(bytes.count) && bytes.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            case .decimal:
                let parts = bytes.split(separator: 46, omittingEmptySubsequences: false)
                guard parts.count <= 2, allDigits(parts[0]), parts[0].count <= 10, parts[0].count == 1 || parts[0].first != 48 else { return false }
                return parts.count == 1 || (allDigits(parts[1]) && parts[1].count <= 6)
            case .moment: return text.hasSuffix("Z") && CalendarDate(iso: text.prefix(10)) != nil
            }
        }

        var phrase: APIPhrase {
            switch self {
            case .id: .notID
            case .date: .notDate
            case .month: .notMonth
            case .moment: .notMoment
            case .decimal: .notDecimal
            case .waste: .notWaste
            case .treatment: .notTreatment
            case .digest: .notDigest
            }
        }
    }

    struct Member: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    var kind: Kind
    var isNullable = false
    var about = ""

    init(_ kind: Kind) { self.kind = kind }

    // MARK: Making

    static func text(_ most: Int = 1000, least: Int = 0) -> Schema { Schema(.text(least: least, most: most)) }
    static let id = Schema(.form(.id)), date = Schema(.form(.date)), month = Schema(.form(.month)), moment = Schema(.form(.moment))
    static let decimal = Schema(.form(.decimal)), waste = Schema(.form(.waste)), treatment = Schema(.form(.treatment))
    static let flag = Schema(.flag), fraction = Schema(.fraction)
    static func choice(_ words: [String]) -> Schema { Schema(.choice(words)) }
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> Schema { .choice(Choice.allCases.map(\.rawValue)) }
    static func whole(_ range: ClosedRange<Int64>) -> Schema { Schema(.whole(range)) }
    static func list(_ item: Schema, _ count: ClosedRange<Int> = 0...1000) -> Schema { Schema(.list(item, count)) }
    /// A body that is sent: no member that is not named here.
    static func command(_ name: String, _ members: [Member]) -> Schema { Schema(.object(name: name, members: members, isClosed: true)) }

    func said(_ about: String) -> Schema {
        var copy = self
        copy.about = about
        return copy
    }

    var orNull: Schema {
        var copy = self
        copy.isNullable = true
        return copy
    }

    /// The name under which the document keeps it.
    var name: String? { if case .object(let name, _, _) = kind { name } else { nil } }
}

extension Schema.Member {
    static func required(_ name: String, _ schema: Schema, _ about: String = "") -> Schema.Member {
        Schema.Member(name: name, schema: about.isEmpty ? schema : schema.said(about), isRequired: true)
    }
    /// Absent and `null` mean the same.
    static func optional(_ name: String, _ schema: Schema, _ about: String = "") -> Schema.Member {
        Schema.Member(name: name, schema: (about.isEmpty ? schema : schema.said(about)).orNull, isRequired: false)
    }
    /// The version of the thing that the sender saw, so that two cannot change it unseen.
    static let version = required("version", .whole(0...1_000_000), "The version you saw; another one is refused with 409 and the current version.")
}
