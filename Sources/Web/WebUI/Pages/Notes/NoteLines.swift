// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Markup
import Wording

/// The wastes of a note with every figure they have so far; each figure opens to the line's lot in the book.
struct NoteLines: Sendable {
    var teller: NoteTeller
    /// Lines with their numbers on the note.
    var lines: [(offset: Int, element: ManifestLine)]

    private var words: Words { teller.request.words }
    private func say(_ phrase: NotePhrase) -> String { words[phrase] }

    var table: DataTable {
        let note = teller.note
        let isWeighed = note.receipt?.weighed != nil
        let isDecided = note.receipt?.decidedAt != nil
        var columns = [
            DataTable.Column(say(.waste)), DataTable.Column(say(.declared), unit: "kg", isNumber: true), DataTable.Column(say(.method)),
        ]
        if note.lines.contains(where: { $0.containers != nil }) { columns.append(DataTable.Column(say(.containers), isNumber: true)) }
        if isWeighed { columns.append(DataTable.Column(say(.weighed), unit: "kg", isNumber: true)) }
        if isDecided {
            columns += [say(.accepted), say(.treated), say(.movedOn), say(.stillHeld)].map { DataTable.Column($0, unit: "kg", isNumber: true) }
        }
        return DataTable(words: words, caption: say(.load), columns: columns, rows: lines.map { row($0.element, isWeighed: isWeighed, isDecided: isDecided) })
    }

    private func row(_ line: ManifestLine, isWeighed: Bool, isDecided: Bool) -> DataTable.Row {
        func figure(_ mass: Mass?) -> DataTable.Cell {
            mass.map { .number(words.kilograms($0), line.lot.map { "/book/lots/\($0)" }) } ?? .none(say(.noFigure))
        }
        let hazard: HTML = line.isHazardous ? " <span class=\"hazard\">\(Icon.hazard)\(words[PartPhrase.hazardous])</span>" : HTML()
        let stock: HTML = line.draws.isEmpty ? HTML() : "<br><span class=\"soft\">\(say(.fromStock))</span>"
        var cells: [DataTable.Cell] = [
            .html("<b class=\"code-text\">\(line.waste.description)</b> \(teller.request.wasteName(line.waste))\(hazard)\(stock)"), figure(line.declared.mass),
            .text(given(line.declared)),
        ]
        if teller.note.lines.contains(where: { $0.containers != nil }) {
            cells.append(line.containers.map { .number(words.number(Int64($0))) } ?? .none(say(.noFigure)))
        }
        if isWeighed { cells.append(figure(line.weighed)) }
        if isDecided { cells += [figure(line.accepted), figure(line.treated), figure(line.movedOn), figure(line.held)] }
        return DataTable.Row(cells)
    }

    /// How the figure was got, and as it was given where that was not in kilograms.
    private func given(_ mass: GivenMass) -> String {
        let method = words[mass.method.phrase]
        return mass.unit == "kg" || mass.unit == "g" ? method : "\(method) (\(mass.number) \(mass.unit))"
    }
}
