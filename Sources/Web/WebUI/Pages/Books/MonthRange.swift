// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Wording

/// The months of a page as its address names them: `month=2026-09`, or `from` and `to`.
struct MonthRange {
    var months: ClosedRange<Month>

    /// - Parameters:
    ///   - fallback: when the address names none.
    ///   - most: how many months are taken.
    ///   - unreadable, tooLong: how to say what is wrong; facts `text`, or `asked` and `most`.
    init(_ request: PageRequest, fallback: ClosedRange<Month>, most: Int, unreadable: some PhraseKey, tooLong: some PhraseKey) throws {
        func read(_ name: String) throws -> Month? {
            guard let text = request.query[name], !text.isEmpty else { return nil }
            guard let month = Month(iso: text) else { throw Problems([unreadable.problem(name, ["text": .text(String(text.prefix(40)))])]) }
            return month
        }
        if let month = try read("month") {
            months = month...month
            return
        }
        let (from, to) = (try read("from"), try read("to"))
        guard from != nil || to != nil else {
            months = fallback
            return
        }
        let first = from ?? to ?? fallback.lowerBound
        let last = to ?? max(first, fallback.upperBound)
        guard first <= last else {
            throw Problems([
                NationPhrase.periodBackwards.problem("from", ["first": .text(request.words.month(first)), "last": .text(request.words.month(last))])
            ])
        }
        let asked = Int(last.index - first.index) + 1
        guard asked <= most else {
            throw Problems([tooLong.problem("from", ["asked": .number(Int64(asked)), "most": .number(Int64(most))])])
        }
        months = first...last
    }
}
