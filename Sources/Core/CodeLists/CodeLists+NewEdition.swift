// SPDX-License-Identifier: Apache-2.0

import Domain

extension CodeLists {
    /// These lists with a newer edition of one of them beside the older ones, valid from a day on.
    ///
    /// - Parameters:
    ///   - list: a list that has editions.
    ///   - edition: what the edition calls itself; different from the editions there are.
    ///   - validFrom: its first day, after the first day of the newest edition.
    ///   - provenance: who publishes the edition.
    ///   - bytes: the whole list in the columns of the shipped file.
    /// - Throws: every fault of the file; references to the other lists and from them are checked against their newest editions.
    public func adding(
        _ edition: String, of list: ListFile, validFrom: CalendarDate, provenance: Provenance, file bytes: [UInt8]
    ) throws(ListFaults) -> CodeLists {
        var lists = self
        var faults: [ListFault] = []

        func append<Row: ListRow, Source>(
            to path: WritableKeyPath<CodeLists, Editions<Row>>, _ read: ReadList<Source>, rows: [Row], more: [ListFault] = []
        ) {
            let newest = self[keyPath: path].newest
            if edition.isEmpty || validFrom <= newest.validFrom || self[keyPath: path].all.contains(where: { $0.edition == edition }) {
                faults.append(
                    ListFault(
                        file: list.rawValue, line: 0, value: "\(edition) \(validFrom)", reason: .editionNotNewer,
                        expected: "\(newest.edition) \(newest.validFrom)"))
            }
            lists.keys[list] = read.keys
            lists.references[list] = read.references
            faults += read.faults + more + CodeLists.unknownReferences(of: list, read.references, in: lists.keys) + missed(list, read.keys)
            lists[keyPath: path].append(
                CodeList(head: EditionHead(name: newest.name, edition: edition, validFrom: validFrom, provenance: provenance), rows: rows))
        }
        func append<Row: ListRow & ReadableRow>(to path: WritableKeyPath<CodeLists, Editions<Row>>) {
            let read = ReadList<Row>(bytes, known: keys)
            append(to: path, read, rows: read.rows)
        }

        switch list {
        case .industries: append(to: \.industries)
        case .provinces:
            let read = ReadList<ProvinceRow>(bytes, known: keys)
            let dated = ProvinceRow.dated(read.rows)
            append(to: \.provinces, read, rows: dated.provinces, more: dated.faults)
        case .units: append(to: \.units)
        case .treatments: append(to: \.treatments)
        case .baselCodes: append(to: \.baselCodes)
        case .wasteCodes:
            append(to: \.wasteCodes)
            lists.searches.append(WasteSearch(lists.wasteCodes.newest.rows, names: names))
        case .zones: append(to: \.zones)
        case .wasteBasel: append(to: \.wasteBasel)
        case .nationalWastes: append(to: \.nationalWastes)
        case .wasteCriteria: append(to: \.wasteCriteria)
        case .editions, .wasteNames, .codeNames: preconditionFailure("\(list.rawValue) has no editions.")
        }
        guard faults.isEmpty else { throw ListFaults(Self.inOrder(faults)) }
        return lists
    }

    /// Codes that other lists point at and a new edition lacks, once each. Names do not count: they stay with old editions.
    private func missed(_ list: ListFile, _ newKeys: [String: String]) -> [ListFault] {
        var seen: Set<String> = []
        return ListFile.allCases.filter { $0 != list && $0.hasEditions }.flatMap { other in
            (references[other] ?? []).filter { $0.target == list && newKeys[$0.key] == nil && seen.insert($0.key).inserted }.map {
                ListFault(
                    file: list.rawValue, line: 0, value: $0.value, reason: .stillReferenced,
                    expected: "\(other.rawValue):\($0.line) \($0.column)")
            }
        }
    }
}
