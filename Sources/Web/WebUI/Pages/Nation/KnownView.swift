// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Stores
import Wording

extension LearnedSpan {
    /// The address of a figure that is known so.
    func setting(_ path: URLPath) -> URLPath {
        let later: String? = if case .after = self { "yes" } else { nil }
        return path.setting("known", month?.description).setting("later", later)
    }
}

extension PageRequest {
    /// By when figures are to be known, as the address names it: `known=2026-09`, with `later=yes` for what came after.
    func learned() throws -> LearnedSpan {
        guard let text = query["known"], !text.isEmpty else { return .all }
        guard let month = Month(iso: text) else {
            throw Problems([NationPhrase.periodUnreadable.problem("known", ["text": .text(String(text.prefix(40)))])])
        }
        return query["later"] == "yes" ? .after(month) : .until(month)
    }

    /// Says what is left out of a figure; nothing where all is in it.
    func knownNotice(_ learned: LearnedSpan) -> HTML {
        switch learned {
        case .all: HTML()
        case .until(let month): NoticeLine(text: words(KnownPagePhrase.notice, ["month": .text(words.month(month))])).html
        case .after(let month): NoticeLine(text: words(KnownPagePhrase.noticeLater, ["month": .text(words.month(month))])).html
        }
    }
}

/// National figures as known at a month's end beside those known now, with what came later; each opens to its cells.
struct KnownView: Part {
    var request: PageRequest
    var model: NationModel
    var known: Month

    private var words: Words { request.words }
    private func say(_ key: KnownPagePhrase) -> String { words[key] }

    private func door(_ figure: FateGroup, _ learned: LearnedSpan, _ province: String?) -> URLPath {
        let path = request.setting(model.months, on: "/nation/cells")
        return learned.setting(path.setting("province", province ?? model.province).setting("fate", figure.rawValue))
    }

    private func cells(_ figure: FateGroup, _ then: Int64, _ now: Int64, _ province: String? = nil) -> [DataTable.Cell] {
        [(then, LearnedSpan.until(known)), (now, .all), (now - then, .after(known))].map { grams, learned in
            .number(words.tonnesRounded(Mass(grams)), grams == 0 ? nil : door(figure, learned, province))
        }
    }

    private var columns: [DataTable.Column] {
        [KnownPagePhrase.columnThen, .columnNow, .columnLater].map { DataTable.Column(say($0), unit: "t", isNumber: true) }
            + (model.laterEntries == nil ? [] : [DataTable.Column(say(.columnEntries), isNumber: true)])
    }

    /// A number of entries, which opens to where they were booked; none where there is no such column.
    private func entries(_ count: Int?, _ figure: FateGroup, of later: LaterEntries?, _ province: String? = nil) -> [DataTable.Cell] {
        guard let later else { return [] }
        guard let count else { return [.number("–")] }
        let compartments = figure.compartments
        var path = request.setting(later.months, on: "/nation/cells").setting("province", model.province).setting("fate", figure.rawValue)
        if compartments.count == 1 {
            path = request.setting(later.months, on: "/nation/sites").setting("compartment", String(compartments[0].number))
                .setting("province", province ?? model.province)
        }
        // Sites of one province are not for everybody.
        let isOpen = count > 0 && (model.maySeeSites || compartments.count > 1 || (province ?? model.province) == nil)
        return [.number(words.number(Int64(count)), isOpen ? LearnedSpan.after(known).setting(path) : nil)]
    }

    private var notes: HTML {
        let entries = HTML.ifPresent(model.laterEntries) { _ in
            "<p class=\"note\">\(words(KnownPagePhrase.noteEntries, ["month": .text(words.month(known))]))</p>" as HTML
        }
        return "<p class=\"note\">\(say(.note))</p>\(entries)"
    }

    /// The figures of the whole; `provinces` stands behind its own tab.
    var html: HTML {
        let groups = ([.generated, .otherSource] + FateGroup.fates).filter { model.whole[$0] != 0 || model.now[$0] != 0 || $0 == .generated }
        let figures = DataTable(
            words: words, caption: say(.tableTitle), showsCaption: true, columns: [DataTable.Column(say(.columnFigure))] + columns,
            rows: groups.map { group in
                let count = model.laterEntries?.count(group)
                return DataTable.Row(
                    [.text(words[group.phrase])] + cells(group, model.whole[group], model.now[group]) + entries(count, group, of: model.laterEntries))
            }, form: .book)
        return "\(request.knownNotice(.until(known)))\(figures)\(notes)"
    }

    var provinces: HTML {
        let codes = Set(model.provinces.keys).union(model.provincesNow.keys).union(model.laterEntries?.generated.keys.map { $0 } ?? []).sorted()
        let table = DataTable(
            words: words, caption: say(.provincesTitle), showsCaption: true,
            columns: [DataTable.Column(words[NationPhrase.provinceColumn])] + columns,
            rows: codes.map { code in
                let name = code.isEmpty ? words[NationPhrase.unknownProvince] : request.provinceName(code)
                return DataTable.Row(
                    [.text(name)] + cells(.generated, model.provinces[code]?[.generated] ?? 0, model.provincesNow[code]?[.generated] ?? 0, code)
                        + entries(model.laterEntries.map { $0.generated[code] ?? 0 }, .generated, of: model.laterEntries, code))
            }, form: .book)
        return "\(request.knownNotice(.until(known)))\(table)\(notes)"
    }
}
