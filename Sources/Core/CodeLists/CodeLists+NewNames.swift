// SPDX-License-Identifier: Apache-2.0

extension CodeLists {
    /// These lists with names of codes corrected: names in the file take the place of those there were, others stay.
    ///
    /// - Parameters:
    ///   - list: one of the two files of names.
    ///   - bytes: rows in the columns of the shipped file.
    /// - Throws: every fault of the file; a name must be of a code that its list holds.
    public func correcting(_ list: ListFile, file bytes: [UInt8]) throws(ListFaults) -> CodeLists {
        precondition(list == .wasteNames || list == .codeNames, "\(list.rawValue) holds no names.")
        let columns = list == .wasteNames ? NameRow.wasteColumns : NameRow.codeColumns
        let read = ReadList<NameRow>(list, bytes, columns: columns, known: keys) { NameRow(&$0, list: list == .wasteNames ? .waste : nil) }
        let faults = read.faults + Self.unknownReferences(of: list, read.references, in: keys)
        guard faults.isEmpty else { throw ListFaults(Self.inOrder(faults)) }
        var lists = self
        lists.names = names.corrected(by: read.rows)
        lists.searches = wasteCodes.all.map { WasteSearch($0.rows, names: lists.names) }
        return lists
    }
}
