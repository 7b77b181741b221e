// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity

/// A permit as an officer types it from the paper.
public struct PermitForm: Hashable, Sendable, Codable {
    public var organisation = ""
    /// Blank for a permit of the whole organisation.
    public var site = ""
    public var number = ""
    public var issuedBy = ""
    /// Codes, chapters or `non-hazardous`, parted by `;`.
    public var wastes = ""
    /// Treatment codes parted by `;`; blank for transport alone.
    public var treatments = ""
    public var allowsTransport = false
    /// Tonnes; blank for no bound.
    public var dailyCapacity = ""
    public var yearlyCapacity = ""
    public var storageCeiling = ""
    public var validFrom = ""
    public var validUntil = ""
    public var source = ""

    public init() {}

    /// - Throws: every problem with its field.
    func read(id: PermitID, organisation: Organisation, lists: CodeLists, today: CalendarDate) throws -> Permit {
        var reader = FormReader(lists: lists, today: today)
        for (text, field) in [(number, "number"), (issuedBy, "issued_by"), (source, "source")] {
            if text.trimmedBlanks.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem(field)) }
        }
        func pieces(_ text: String) -> [String] { text.split(whereSeparator: { ";,".contains($0) }).map { String($0).trimmedBlanks }.filter { !$0.isEmpty } }
        let scopes = pieces(wastes).compactMap { piece -> WasteScope? in
            guard let scope = WasteScope(text: piece.filter { $0 != " " }) else { return nil }
            if case .code(let code) = scope, lists.wasteCode(code, on: today) == nil { return nil }
            return scope
        }
        if scopes.isEmpty || scopes.count != pieces(wastes).count { reader.problems.append(OperationPhrase.permitWastes.problem("wastes")) }
        let codes = pieces(treatments).compactMap { TreatmentCode(text: $0) }
        if codes.count != pieces(treatments).count { reader.problems.append(OperationPhrase.permitWithoutUse.problem("treatments")) }
        if codes.isEmpty, !allowsTransport { reader.problems.append(OperationPhrase.permitWithoutUse.problem("treatments")) }
        func capacity(_ text: String, _ field: String) -> Mass? {
            guard !text.trimmedBlanks.isEmpty else { return nil }
            guard case .number(let number) = NumberReading(text), let grams = number.scaled(by: ExactDecimal(digits: 1_000_000, scale: 0)), grams.whole > 0
            else {
                reader.problems.append(OperationPhrase.capacityUnreadable.problem(field, ["text": .text(String(text.prefix(40)))]))
                return nil
            }
            return Mass(grams.whole)
        }
        let daily = capacity(dailyCapacity, "daily_capacity")
        let yearly = capacity(yearlyCapacity, "yearly_capacity")
        let ceiling = capacity(storageCeiling, "storage_ceiling")
        let from = reader.date(validFrom, field: "valid_from")
        let until = validUntil.trimmedBlanks.isEmpty ? nil : reader.date(validUntil, field: "valid_until")
        if let from, let until, until < from { reader.problems.append(OperationPhrase.permitDates.problem("valid_until")) }
        guard let from, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        return Permit(
            id: id, organisation: organisation.id, site: SiteID(text: site), number: number.trimmedBlanks, issuedBy: issuedBy.trimmedBlanks, wastes: scopes,
            treatments: codes, allowsTransport: allowsTransport || codes.isEmpty, dailyCapacity: daily, yearlyCapacity: yearly, storageCeiling: ceiling,
            validFrom: from, validUntil: until, source: source.trimmedBlanks)
    }
}
