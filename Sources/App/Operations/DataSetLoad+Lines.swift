// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import Wording

extension DataSetLoad {
    /// What it changes, one sentence each, the same at a page and at the command line.
    public func lines(_ words: Words) -> [String] {
        func say(_ phrase: DataSetLoadPhrase, _ facts: [String: Fact]) -> String { words(phrase, facts) }
        func facts(_ set: DataSet) -> [String: Fact] {
            ["set": name(set.phrase, words), "version": .numeral(Int64(set.version)), "date": .date(set.validFrom)]
        }
        var lines: [String] = []
        for version in change.versions {
            let about = facts(version.set)
            lines.append(say(version.before == nil ? .setNew : .versionNew, about))
            for (phrase, fields) in [(DataSetLoadPhrase.asked, version.added), (.dropped, version.removed), (.altered, version.altered)] {
                guard version.before != nil, !fields.isEmpty else { continue }
                let names = fields.map { text($0.phrase, words) }.joined(separator: ", ")
                lines.append(say(phrase, about.merging(["count": .number(Int64(fields.count)), "fields": .text(names)]) { a, _ in a }))
            }
        }
        for set in change.ended {
            lines.append(set.validUntil.map { say(.setEnds, facts(set).merging(["date": .date($0)]) { _, b in b }) } ?? say(.setOpen, facts(set)))
        }
        for duty in change.dutiesAdded + change.dutiesEnded {
            let isNew = change.dutiesAdded.contains(duty)
            let set = after.sets.last { $0.id == duty.dataSet }.map { name($0.phrase, words) } ?? .text(duty.dataSet)
            let day: Fact = .date(isNew ? duty.validFrom : duty.validUntil ?? duty.validFrom)
            lines.append(say(isNew ? .dutyNew : duty.validUntil == nil ? .dutyOpen : .dutyEnds, ["duty": .text(duty.id), "set": set, "date": day]))
        }
        for row in firms {
            let set = after.sets.last { $0.id == row.dataSet }.map { name($0.phrase, words) } ?? .text(row.dataSet)
            lines.append(
                say(.firms, ["set": set, "newly": .number(Int64(row.newly)), "noMore": .number(Int64(row.noMore)), "date": .date(day)]))
        }
        if firms.isEmpty { lines.append(say(.firmsNone, ["date": .date(day)])) }
        return lines
    }

    /// A name, also one that is not in force yet.
    private func text(_ name: DataName, _ words: Words) -> String {
        after.names.first { $0.key == name.rawValue }?.texts[words.language] ?? words[name]
    }

    private func name(_ name: DataName, _ words: Words) -> Fact { .text(text(name, words)) }
}

/// What is said of files of data sets.
public enum DataSetLoadPhrase: String, PhraseKey {
    public static let area = "datasetload"

    // What they change. Facts: `set`, `version`, `date`, `count`, `fields`, `duty`, `newly`, `noMore`.
    case setNew, versionNew, asked, dropped, altered, setEnds, setOpen, dutyNew, dutyEnds, dutyOpen, firms, firmsNone
    // The form, and what was loaded.
    case title, hint, fileSets, fileFields, fileDuties, check, load, checked, checkedLead, loadChecked, said
    case loadsTitle, loadsNone, columnFile, columnWhen, columnWho, atServer, setsTitle, columnVersion, columnValid, columnFields, columnConfidence
    case validFromUntil, download
}
