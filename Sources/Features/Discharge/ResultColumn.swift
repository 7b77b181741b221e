// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a column of a laboratory's file can hold.
public enum ResultColumn: String, CaseIterable, Codable, Sendable {
    case registration, outlet, sampledOn, reportedOn, laboratory, parameter, sign, value, unit, method, detection, sample

    /// Without these no row says anything.
    public static let needed: [ResultColumn] = [.sampledOn, .parameter, .value]

    public var phrase: DischargePhrase { .named("field", rawValue) }

    /// The name of the field in problems of ``ResultDraft``.
    public var field: String { self == .sign ? "operator" : rawValue }

    /// The column that a heading names, as laboratories of the region write it.
    public init?(heading: some StringProtocol) {
        guard let found = Self.words[TextFolding.fold(heading)] else { return nil }
        self = found
    }

    private static let words: [String: ResultColumn] = {
        var found: [String: ResultColumn] = [:]
        for row in DischargeResource.table("result_columns", columns: ["column", "written"]) {
            guard let column = ResultColumn(rawValue: row["column"]) else { preconditionFailure("result_columns.csv knows no \(row["column"]).") }
            for word in row["written"].split(separator: "|") { found[TextFolding.fold(word)] = column }
        }
        return found
    }()
}

extension ResultDraft {
    /// Takes a sign off the front of a value: `<0.01`, `≤ 5`. Words such as `ND` say "below", without a number.
    ///
    /// - Returns: the sign as written, and what is left to be read as a number; `nil` where there is none.
    public static func parted(_ text: String) -> (sign: String, rest: String)? {
        if nonDetect.contains(TextFolding.fold(text)) { return ("<", "") }
        let plain = text.drop { $0.isWhitespace }
        guard let first = plain.first, "<>≤≥".contains(first) else { return nil }
        let rest = plain.dropFirst().drop { $0 == "=" || $0.isWhitespace }
        if nonDetect.contains(TextFolding.fold(rest)) { return ("<", "") }
        return (String(first), String(rest))
    }

    private static let nonDetect = Set(
        DischargeResource.table("nondetect_words", columns: ["written"]).map { TextFolding.fold($0["written"]) } + ["lod", "mdl", "dl"])
}
