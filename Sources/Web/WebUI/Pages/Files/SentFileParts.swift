// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Markup
import Operations
import Wording
import Workbooks

/// What a delimited text leaves open before anything of it can be read.
struct LettersAndFields: Part {
    var words: Words
    var refusal: WorkbookRefusal?

    var html: HTML {
        switch refusal {
        case .encodingUnclear(_, let readings)?:
            let shown: [TextEncoding] = [.windows1258, .windows1252]
            return Field(
                words: words, label: words[LabFilePagePhrase.encodingLabel], name: "encoding",
                input: RadioInput(choices: shown.map { Choice($0.rawValue, readings[$0] ?? $0.rawValue) })
            ).html
        case .separatorUnclear?:
            let marks: [(String, LabFilePagePhrase)] = [("44", .comma), ("59", .semicolon), ("9", .tab)]
            return Field(
                words: words, label: words[LabFilePagePhrase.separatorLabel], name: "fieldSeparator",
                input: RadioInput(choices: marks.map { Choice($0.0, words[$0.1]) })
            ).html
        default: return HTML()
        }
    }

    /// What was answered, laid over what was known.
    static func read(_ form: FormData, over known: TextReading) -> TextReading {
        var text = known
        if let encoding = TextEncoding(rawValue: form["encoding"]) { text.encoding = encoding }
        if let separator = UInt8(form["fieldSeparator"]) { text.separator = separator }
        return text
    }
}

/// Cells that must be mended, and the way to the marked workbook.
struct FaultList: Part {
    static let shown = 60

    var words: Words
    var faults: [FileFault]
    /// Where the marked workbook is.
    var marked: URLPath
    /// Also without faults that are listed: questions are marked too.
    var isMarked = true
    /// Names each cell with its sheet.
    var namesSheets = false

    private func say(_ phrase: LabFilePagePhrase) -> String { words[phrase] }

    var html: HTML {
        guard !faults.isEmpty || isMarked else { return HTML() }
        let rows = faults.prefix(Self.shown).map { fault in
            let address = namesSheets ? "\(fault.sheet + 1)!\(fault.address)" : fault.address.description
            return DataTable.Row([.html("<span class=\"code-text\">\(address)</span>"), .text(words(fault.problem))])
        }
        let table = DataTable(words: words, caption: say(.faultsTitle), columns: [DataTable.Column(say(.cell)), DataTable.Column(say(.what))], rows: rows)
        let more = words(LabFilePagePhrase.faultsMore, ["shown": .number(Int64(Self.shown)), "count": .number(Int64(faults.count))])
        let link = LinkButton(label: say(.marked), href: marked, icon: .download)
        let list: HTML = faults.isEmpty ? HTML() : "\(table)\(if: faults.count > Self.shown, "<p class=\"soft\">\(more)</p>")"
        return "<h2>\(say(.faultsTitle))</h2><p>\(link)</p>\(list)"
    }
}
