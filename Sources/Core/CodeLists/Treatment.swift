// SPDX-License-Identifier: Apache-2.0

import Domain

/// One disposal or recovery operation of the list, with what it counts as.
///
/// Source: Directive 2008/98/EC, Annexes I and II.
public struct Treatment: ListRow, Hashable {
    /// What statistics count the operation as.
    public enum Category: String, CaseIterable, Sendable, Codable {
        case recycling, landfill, incineration, storage
        case energyRecovery = "energy_recovery"
        case landBenefit = "land_benefit"
        case waterRelease = "water_release"
        case wastewaterTreatment = "wastewater_treatment"
        case preTreatment = "pre_treatment"
    }

    private enum Group: String, CaseIterable { case disposal, recovery }

    public let code: TreatmentCode
    public let meaningEnglish: String
    public let category: Category
    /// Whether the waste ends here; storing, sorting and blending only prepare another operation.
    public let isFinal: Bool
    public let note: String?
    public let provenance: Provenance

    public var key: TreatmentCode { code }
}

extension Treatment: ReadableRow {
    static let file = ListFile.treatments
    static let columns = ["code", "group", "meaning", "category", "final_operation", "source", "confidence", "note"]

    init?(_ reader: inout RowReader) {
        let code = reader.parsed("code", .badCode, expected: "D1...D15, R1...R13") { TreatmentCode(text: $0) }
        let group = reader.word("group", as: Group.self)
        if let code { reader.isKnown(as: code.description, column: "code") }
        if let code, let group, (group == .recovery) != code.isRecovery {
            reader.note("group", .inconsistent, expected: code.isRecovery ? "recovery" : "disposal")
        }
        let meaning = reader.text("meaning")
        let category = reader.word("category", as: Category.self)
        let isFinal = reader.flag("final_operation")
        guard let provenance = reader.provenance(), let code, group != nil, let meaning, let category, let isFinal else { return nil }
        self.init(
            code: code, meaningEnglish: meaning, category: category, isFinal: isFinal, note: reader.optionalText("note"), provenance: provenance)
    }
}
