// SPDX-License-Identifier: Apache-2.0

import Domain

/// A special economic zone, from public reports; positions and areas are as rough as the row says.
public struct Zone: ListRow, Hashable {
    public enum Status: String, CaseIterable, Sendable, Codable {
        case operating, listed, planned
        case underDevelopment = "under development"
    }

    public let nameEnglish: String
    public let otherNames: [String]
    /// A number of the map before July 2025; see ``CodeList/successor(of:on:)``.
    public let province: ProvinceID
    public let position: Position
    /// Kilometres within which the position holds.
    public let positionAccuracy: Double
    /// Year of founding, and what that means.
    public let year: Int?
    public let yearBasis: String?
    public let areaHectares: ExactDecimal?
    public let areaNote: String?
    public let status: Status
    public let note: String?
    public let provenance: Provenance

    /// The English name: zones have no official number.
    public var key: String { nameEnglish }
}

extension Zone: ReadableRow {
    static let file = ListFile.zones
    static let columns = [
        "name", "other_names", "province", "lat", "lon", "position_accuracy_km", "year", "year_basis", "area_ha", "area_note", "status", "notes",
        "source", "confidence",
    ]

    init?(_ reader: inout RowReader) {
        let name = reader.text("name")
        if let name { reader.isKnown(as: name, column: "name") }
        var province: ProvinceID?
        if let provinceName = reader.text("province") {
            let alias = Country.cambodia.rawValue + " " + provinceName
            reader.refer("province", provinceName, to: .provinces, as: alias)
            province = reader.resolved(alias, in: .provinces).flatMap { ProvinceID(text: $0) }
        }
        let position = reader.position("lat", "lon")
        let accuracy = reader.parsed("position_accuracy_km", .badNumber, expected: "2.5") { text in
            ExactDecimal(text).flatMap { $0.digits >= 0 ? Double(text) : nil }
        }
        var year: Int?
        if reader.optionalText("year") != nil {
            year = reader.parsed("year", .badNumber, expected: "2008") { text in
                ExactDecimal(text).flatMap { $0.scale == 0 && (1900...2100).contains($0.digits) ? Int($0.digits) : nil }
            }
        }
        let area = reader.optionalDecimal("area_ha")
        if let area, area.digits <= 0 { reader.note("area_ha", .badNumber, expected: "66.5") }
        let status = reader.word("status", as: Status.self)
        guard let provenance = reader.provenance(), let name, let province, let position, let accuracy, let status else { return nil }
        self.init(
            nameEnglish: name, otherNames: NameTable.parts(reader.row["other_names"]), province: province, position: position,
            positionAccuracy: accuracy, year: year, yearBasis: reader.optionalText("year_basis"), areaHectares: area,
            areaNote: reader.optionalText("area_note"), status: status, note: reader.optionalText("notes"), provenance: provenance)
    }
}
