// SPDX-License-Identifier: Apache-2.0

/// The files of this room, in the order in which they are read: a file refers to those before it, or to itself.
public enum ListFile: String, CaseIterable, Sendable, Codable {
    case editions = "editions.csv"
    case industries = "isic.csv"
    case provinces = "provinces.csv"
    case units = "units.csv"
    case treatments = "treatment_codes.csv"
    case baselCodes = "basel_codes.csv"
    case wasteCodes = "waste_codes.csv"
    case zones = "sez_cambodia.csv"
    case wasteBasel = "waste_basel.csv"
    case nationalWastes = "national_waste_codes.csv"
    case wasteCriteria = "waste_criteria.csv"
    case wasteNames = "waste_code_names.csv"
    case codeNames = "code_names.csv"

    /// Files that come in dated editions; names are corrected in place.
    public var hasEditions: Bool { self != .editions && self != .wasteNames && self != .codeNames }
}
