// SPDX-License-Identifier: Apache-2.0

/// A waste stream, constituent or hazard characteristic of the Basel Convention: Y1...Y49, H1...H13.
public struct BaselCode: ListRow, Hashable {
    public enum Kind: String, CaseIterable, Sendable, Codable { case stream, constituent, characteristic, other }

    /// `Y46`, `H4.1`.
    public let code: String
    public let kind: Kind
    /// Such as `Annex I`.
    public let annex: String
    public let meaningEnglish: String
    /// United Nations dangerous-goods class of a characteristic.
    public let unitedNationsClass: String?
    public let note: String?
    public let provenance: Provenance

    public var key: String { code }
}

extension BaselCode: ReadableRow {
    static let file = ListFile.baselCodes
    static let columns = ["code", "kind", "annex", "meaning", "un_class", "source", "confidence", "note"]

    init?(_ reader: inout RowReader) {
        let code = reader.parsed("code", .badCode, expected: "Y46, H4.1") { Self.isWellFormed($0) ? $0 : nil }
        let kind = reader.word("kind", as: Kind.self)
        if let code {
            reader.isKnown(as: code, column: "code")
            if let kind, (kind == .characteristic) != code.hasPrefix("H") {
                reader.note("kind", .inconsistent, expected: code.hasPrefix("H") ? "characteristic" : "stream, constituent, other")
            }
        }
        let annex = reader.text("annex")
        let meaning = reader.text("meaning")
        guard let provenance = reader.provenance(), let code, let kind, let annex, let meaning else { return nil }
        self.init(
            code: code, kind: kind, annex: annex, meaningEnglish: meaning, unitedNationsClass: reader.optionalText("un_class"),
            note: reader.optionalText("note"), provenance: provenance)
    }

    /// Y and a number, or H, a number and perhaps a point and a digit.
    private static func isWellFormed(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard text.hasPrefix("Y") ? parts.count == 1 : text.hasPrefix("H") && (1...2).contains(parts.count) else { return false }
        return parts.allSatisfy { (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } && !$0.hasPrefix("0") }
    }
}
