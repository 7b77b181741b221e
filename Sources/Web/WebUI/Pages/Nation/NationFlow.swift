// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The picture from industry to fate. Where all an industry's waste of the period went somewhere new, it has two columns.
/// Where stock of earlier months was treated, or more was weighed than declared, those sources are drawn too, so that
/// nothing is netted away. Bars lead to their cells; each single flow does so in the table beneath.
struct NationFlow {
    var request: PageRequest
    var model: NationModel
    /// The cells of a figure, of some divisions where they are given; `nil` where the picture has no doors.
    var cells: (NationFigure, [String]?) -> URLPath?

    private var words: Words { request.words }

    /// A figure below zero among the fates, or above zero among the sources, flows the other way round.
    private struct Side: Sendable {
        var id: String
        var label: NationPhrase
        var category: ChartCategory
        var figure: NationFigure
        var amount: @Sendable (FateFigures) -> Int64
    }

    private static let sources: [Side] = [
        Side(id: "generated", label: .generated, category: .plain, figure: .group(.generated), amount: { $0[.generated] }),
        Side(id: "other", label: .otherSource, category: .plain, figure: .group(.otherSource), amount: { $0[.otherSource] }),
        Side(id: "stock", label: .earlierStock, category: .storage, figure: .group(.storage), amount: { -$0[.storage] }),
        Side(id: "found", label: .foundMore, category: .unaccounted, figure: .group(.difference), amount: { -$0[.difference] }),
    ]

    private static let fates: [Side] =
        FateGroup.fates.map { group in
            Side(id: group.rawValue, label: group.phrase, category: group.category, figure: .group(group), amount: { $0[group] })
        } + [Side(id: "back", label: .takenBack, category: .unaccounted, figure: .group(.generated), amount: { -$0[.generated] })]

    var html: HTML {
        let needsSources = model.sectors.contains { sector in Self.sources.dropFirst().contains { $0.amount(sector.figures) > 0 } }
        var nodes: [Sankey.Node] = []
        var links: [Sankey.Link] = []
        if needsSources {
            for source in Self.sources where model.sectors.contains(where: { source.amount($0.figures) > 0 }) {
                nodes.append(Sankey.Node("from " + source.id, words[source.label], category: source.category, href: door(source)))
                for (i, sector) in model.sectors.enumerated() where source.amount(sector.figures) > 0 {
                    links.append(Sankey.Link("from " + source.id, "sector \(i)", Double(source.amount(sector.figures)), category: source.category))
                }
            }
        }
        for (i, sector) in model.sectors.enumerated() {
            // A node opens only to what it shows: an industry through which other sources flow too shows more than it generated.
            let through = Self.fates.reduce(0) { $0 + max(0, $1.amount(sector.figures)) }
            let isGenerated = through == sector.figures[.generated]
            nodes.append(Sankey.Node("sector \(i)", label(sector), href: isGenerated ? cells(.group(.generated), sector.divisions) : nil))
        }
        for fate in Self.fates where model.sectors.contains(where: { fate.amount($0.figures) > 0 }) {
            nodes.append(Sankey.Node("to " + fate.id, words[fate.label], category: fate.category, href: door(fate)))
            for (i, sector) in model.sectors.enumerated() where fate.amount(sector.figures) > 0 {
                links.append(Sankey.Link("sector \(i)", "to " + fate.id, Double(fate.amount(sector.figures))))
            }
        }
        let words = self.words
        return Sankey(
            words: words, id: "flows", title: words[NationPhrase.flowTitle], description: words[NationPhrase.flowText], nodes: nodes, links: links,
            write: { words.tonnesRounded(Mass(Int64($0))) + "\u{A0}t" }, reasonForNone: words[NationPhrase.flowNone]
        ).html
    }

    /// The cells of a source or a fate; none where some industries have it the other way round, so that the drawing shows more than their sum.
    private func door(_ side: Side) -> URLPath? {
        let drawn = model.sectors.reduce(0) { $0 + max(0, side.amount($1.figures)) }
        return drawn == side.amount(model.whole) ? cells(side.figure, nil) : nil
    }

    /// Text of a drawing carries no language of its own: an English-only name gives way to the code.
    private func label(_ sector: SectorFlow) -> String {
        if sector.isRest { return words[NationPhrase.otherSectors] }
        guard let text = sector.divisions.first, let code = IndustryCode(text: text) else { return words[NationPhrase.unknownSector] }
        let name = request.platform.lists.name(of: code, in: words.language)
        return name.language == words.language ? name.text : "ISIC " + text
    }
}
