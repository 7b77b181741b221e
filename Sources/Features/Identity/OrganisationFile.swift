// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular
import Wording

/// A registry extract: one organisation with its first site a row, columns named as ``OrganisationRegistration/Field``.
public struct OrganisationFile: Sendable {
    /// A row without a fault.
    public struct Row: Hashable, Sendable {
        /// Line of the file; 1 is the header's.
        public let line: Int
        public let registration: ValidRegistration
    }

    /// In file order.
    public let rows: [Row]
    /// Every fault, by line and then by column. A row with a fault is not among ``rows``.
    public let faults: [RowFault]

    /// Reads and checks a whole file. Of rows with the same registration number the first counts, even when it has
    /// another fault, and the later ones are faults.
    ///
    /// - Parameter bytes: comma-separated UTF-8 with a header row; columns not required may be missing.
    public static func read(_ bytes: [UInt8], lookups: RegistrationLookups) -> OrganisationFile {
        let fields = OrganisationRegistration.Field.allCases
        let table = CSVTable(
            bytes: bytes, required: fields.filter(\.isRequired).map(\.rawValue), optional: fields.filter { !$0.isRequired }.map(\.rawValue))
        var faults = table.faults.map(RowFault.init)
        var rows: [Row] = []
        var firstLines: [String: Int] = [:]
        for row in table.rows {
            let registration = OrganisationRegistration(
                Dictionary(uniqueKeysWithValues: fields.compactMap { field in row.value(field.rawValue).map { (field, $0) } }))
            var problems: [Problem] = []
            var valid: ValidRegistration?
            do {
                valid = try registration.validated(with: lookups)
            } catch {
                problems = error.problems
            }
            if let duplicate = Self.duplicate(registration, line: row.line, seen: &firstLines) { problems.insert(duplicate, at: 0) }
            if let valid, problems.isEmpty { rows.append(Row(line: row.line, registration: valid)) }
            faults += problems.map { RowFault(line: row.line, column: $0.field, value: row.value($0.field) ?? "", problem: $0) }
        }
        let inOrder = faults.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        return OrganisationFile(rows: rows, faults: inOrder.map(\.element))
    }

    private static func duplicate(_ registration: OrganisationRegistration, line: Int, seen: inout [String: Int]) -> Problem? {
        let number = RegistrationNumber.normalised(registration[.registrationNumber])
        guard !number.isEmpty else { return nil }
        guard let first = seen[number] else {
            seen[number] = line
            return nil
        }
        let field = OrganisationRegistration.Field.registrationNumber.rawValue
        return IdentityPhrase.registrationDuplicate.problem(field, ["value": .text(number), "line": .numeral(Int64(first))])
    }
}

/// One thing that is wrong in a file: where it stands, what stands there, and the sentence that explains it.
public struct RowFault: Hashable, Sendable {
    /// 1 is the header's line.
    public var line: Int
    /// Empty when the fault concerns the whole line.
    public var column: String
    /// As it stands in the file; empty where nothing stands.
    public var value: String
    public var problem: Problem

    public init(line: Int, column: String, value: String, problem: Problem) {
        self.line = line
        self.column = column
        self.value = value
        self.problem = problem
    }

    public init(_ fault: TableFault) {
        self.init(line: fault.line, column: fault.column, value: fault.value, problem: fault.problem)
    }
}
