// SPDX-License-Identifier: Apache-2.0

import Domain

/// A row of `provinces.csv`: a unit of the older map with the unit its area belongs to since Viet Nam's merger.
struct ProvinceRow: ReadableRow {
    static let file = ListFile.provinces
    static let columns = [
        "country", "code", "name_en", "name_local", "unit_type", "lat", "lon", "successor_2025_code", "successor_2025_name_local",
        "successor_confidence", "source", "confidence",
    ]

    /// First day of Viet Nam's 34 units. Source: Resolution 202/2025/QH15.
    static let mergerDate = CalendarDate(dayNumber: 20_270)

    let id: ProvinceID
    let nameEnglish: String
    let nameLocal: String
    let unitType: Province.UnitType
    let position: Position
    let successor: ProvinceID
    let successorNameLocal: String
    let successorConfidence: Confidence
    let provenance: Provenance
    let line: Int

    init?(_ reader: inout RowReader) {
        let country = reader.word("country", as: Country.self)
        let code = reader.parsed("code", .badCode, expected: "01") { ProvinceID(country: .cambodia, code: $0)?.code }
        let nameEnglish = reader.text("name_en")
        let nameLocal = reader.text("name_local")
        let unitType = reader.word("unit_type", as: Province.UnitType.self)
        let position = reader.position("lat", "lon")
        let successorCode = reader.parsed("successor_2025_code", .badCode, expected: "01") { ProvinceID(country: .cambodia, code: $0)?.code }
        let successorName = reader.text("successor_2025_name_local")
        let successorConfidence = reader.word("successor_confidence", as: Confidence.self)
        if let country, let code {
            reader.isKnown(as: country.rawValue + "-" + code, column: "code", also: nameEnglish.map { [country.rawValue + " " + $0] } ?? [])
            if let successorCode { reader.refer("successor_2025_code", successorCode, to: .provinces, as: country.rawValue + "-" + successorCode) }
        }
        guard let provenance = reader.provenance(), let country, let code, let id = ProvinceID(country: country, code: code), let nameEnglish,
            let nameLocal, let unitType, let position, let successorCode, let successor = ProvinceID(country: country, code: successorCode),
            let successorName, let successorConfidence
        else { return nil }
        self.id = id
        self.nameEnglish = nameEnglish
        self.nameLocal = nameLocal
        self.unitType = unitType
        self.position = position
        self.successor = successor
        self.successorNameLocal = successorName
        self.successorConfidence = successorConfidence
        self.provenance = provenance
        line = reader.row.line
    }

    /// The dated provinces of all rows, and contradictions between rows.
    ///
    /// A unit that kept its number, name and bounds stands through. Every other old unit ends the day before the merger;
    /// the merged unit has the number, and so the seat and position, of the old unit named by that number.
    static func dated(_ rows: [ProvinceRow]) -> (provinces: [Province], faults: [ListFault]) {
        var faults: [ListFault] = []
        let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let joined = Dictionary(grouping: rows, by: \.successor)
        var provinces: [Province] = []
        for row in rows {
            let isUnchanged = row.successor == row.id && row.successorNameLocal == row.nameLocal && joined[row.id]?.count == 1
            provinces.append(
                Province(
                    id: row.id, validFrom: nil, validThrough: isUnchanged ? nil : mergerDate.adding(days: -1), nameEnglish: row.nameEnglish,
                    nameLocal: row.nameLocal, unitType: row.unitType, position: row.position, successor: isUnchanged ? nil : row.successor,
                    provenance: row.provenance))
            guard let seat = byID[row.successor] else { continue }
            if seat.successor != row.successor {
                faults.append(fault(row, "successor_2025_code", row.successor.code, expected: seat.successor.code))
            }
            if seat.successorNameLocal != row.successorNameLocal {
                faults.append(fault(row, "successor_2025_name_local", row.successorNameLocal, expected: seat.successorNameLocal))
            }
            if isUnchanged || row.id != row.successor { continue }
            let named = joined[row.id]?.first { $0.nameLocal == row.successorNameLocal }
            provinces.append(
                Province(
                    id: row.id, validFrom: mergerDate, validThrough: nil,
                    nameEnglish: named?.nameEnglish ?? TextFolding.withoutMarks(row.successorNameLocal), nameLocal: row.successorNameLocal,
                    unitType: named?.unitType, position: row.position, successor: nil,
                    provenance: Provenance(source: row.provenance.source, confidence: row.successorConfidence)))
        }
        return (provinces, faults)
    }

    private static func fault(_ row: ProvinceRow, _ column: String, _ value: String, expected: String) -> ListFault {
        ListFault(file: file.rawValue, line: row.line, column: column, value: value, reason: .inconsistent, expected: expected)
    }
}
