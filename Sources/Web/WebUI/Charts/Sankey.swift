// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// Flows from left to right with widths to scale. Where more enters a place than leaves it, or the other way round, the
/// gap is drawn as a flow of its own: what is unaccounted for is never left out, even when it is nothing. A stock that
/// grew is a flow too and is passed in as one.
struct Sankey: Part {
    struct Node: Sendable {
        var id: String
        var label: String
        var category = ChartCategory.plain
        var href: URLPath?

        init(_ id: String, _ label: String, category: ChartCategory = .plain, href: URLPath? = nil) {
            self.id = id
            self.label = label
            self.category = category
            self.href = href
        }
    }

    struct Link: Sendable {
        var from: String
        var to: String
        /// In the chart's unit; flows that are not above zero are left out.
        var amount: Double
        /// The colour's meaning; that of the receiving node unless said.
        var category: ChartCategory?
        var href: URLPath?

        init(_ from: String, _ to: String, _ amount: Double, category: ChartCategory? = nil, href: URLPath? = nil) {
            self.from = from
            self.to = to
            self.amount = amount
            self.category = category
            self.href = href
        }
    }

    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    var nodes: [Node]
    /// Links name nodes that are there.
    var links: [Link]
    /// Writes an amount with its unit in the reader's language.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    static let unaccountedID = " unaccounted"
    static let unaccountedSourceID = " unaccounted source"

    var html: HTML {
        let balanced = self.balanced
        guard balanced.links.contains(where: { $0.from != Self.unaccountedSourceID }) else { return ChartWithoutData(reason: reasonForNone).html }
        let wide = drawing(balanced, SankeyForm.wide)
        let narrow = drawing(balanced, SankeyForm.narrow)
        let picture = Picture(
            id: id, title: title, description: description, hasLinks: links.contains { $0.href != nil } || nodes.contains { $0.href != nil },
            narrow: narrow.drawing, wide: wide.drawing)
        let note: HTML = "<p class=\"note\">\(words(PartPhrase.returnFlows, ["count": .number(Int64(wide.returns))]))</p>"
        return "\(picture)\(if: wide.returns > 0, note)"
    }

    /// Nodes and links with what is unaccounted for added, so that at every place in between as much leaves as enters.
    var balanced: (nodes: [Node], links: [Link]) {
        var nodes = self.nodes
        var links = self.links.filter { $0.amount > 0 && $0.amount.isFinite }
        var inflow: [String: Double] = [:]
        var outflow: [String: Double] = [:]
        for link in links {
            precondition(nodes.contains { $0.id == link.from } && nodes.contains { $0.id == link.to }, "A flow names nodes of its chart.")
            outflow[link.from, default: 0] += link.amount
            inflow[link.to, default: 0] += link.amount
        }
        var lacksSource = false
        for node in self.nodes {
            guard let entered = inflow[node.id], let left = outflow[node.id] else { continue }
            let gap = entered - left
            // Less than a billionth is the trace of adding fractions.
            if abs(gap) <= max(entered, left) * 1e-9 { continue }
            if gap > 0 {
                links.append(Link(node.id, Self.unaccountedID, gap, category: .unaccounted))
            } else {
                links.append(Link(Self.unaccountedSourceID, node.id, -gap, category: .unaccounted))
                lacksSource = true
            }
        }
        nodes.removeAll { inflow[$0.id] == nil && outflow[$0.id] == nil }
        nodes.append(Node(Self.unaccountedID, words[PartPhrase.unaccounted], category: .unaccounted))
        if lacksSource { nodes.append(Node(Self.unaccountedSourceID, words[PartPhrase.unaccountedSource], category: .unaccounted)) }
        return (nodes, links)
    }

    private func drawing(_ balanced: (nodes: [Node], links: [Link]), _ form: SankeyForm) -> (drawing: Drawing, returns: Int) {
        let (nodes, links) = balanced
        let positions = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, $0) })
        let flows = links.map { SankeyLayout.Flow(from: positions[$0.from] ?? 0, to: positions[$0.to] ?? 0, amount: $0.amount) }
        let last = Set([Self.unaccountedID, Self.unaccountedSourceID].compactMap { positions[$0] })
        let layout = SankeyLayout(
            count: nodes.count, flows: flows, lastNodes: last, bodyHeight: form.bodyHeight, slot: form.slot, labelAbove: form.labelAbove,
            innerLabelAbove: form.innerLabelAbove, gap: form.gap)
        let top = form.margin
        func x(_ node: Int) -> Double { form.x(column: layout.nodes[node].column, of: layout.columnCount) }

        let bands = HTML.map(layout.bands.sorted { $0.thickness > $1.thickness }) { band in
            let link = links[band.flow]
            let category = link.category ?? nodes[band.to].category
            let title = "\(nodes[band.from].label) → \(nodes[band.to].label): \(write(link.amount))"
            let (x0, x1) = (x(band.from) + form.barWidth, x(band.to))
            let middle = (x0 + x1) / 2
            let (a, b, w) = (band.y0 + top, band.y1 + top, band.thickness)
            let path: HTML = """
                <path class="flow \(category.cssClass)" d="M\(svg: x0) \(svg: a)C\(svg: middle) \(svg: a) \(svg: middle) \(svg: b) \(svg: x1) \(svg: b)\
                V\(svg: b + w)C\(svg: middle) \(svg: b + w) \(svg: middle) \(svg: a + w) \(svg: x0) \(svg: a + w)Z"/>
                """
            // On a phone nothing hovers, and the table beneath says each flow: a title there would only be bytes.
            return link.href == nil && form.side == 0 ? path : linked(link.href, title: title, path)
        }
        let bars = HTML.map(layout.nodes.enumerated()) { position, placed in
            let node = nodes[position]
            let amount = write(max(placed.inflow, placed.outflow))
            let (lines, labelX, labelY, anchor) = form.label(
                node.label, placed, x: x(position), top: top, isFirst: placed.column == 0, isLast: placed.column == layout.columnCount - 1,
                columnCount: layout.columnCount)
            let bar: HTML = """
                <rect class="node \(node.category.cssClass)" x="\(svg: x(position))" y="\(svg: placed.y + top)" width="\(svg: form.barWidth)" \
                height="\(svg: max(1, placed.height))"/>\(textLines(lines, x: labelX, y: labelY, lineHeight: form.lineHeight, anchor: anchor))\
                \(textLines([amount], x: labelX, y: labelY + Double(lines.count) * form.lineHeight, lineHeight: form.lineHeight, anchor: anchor, name: "amount"))
                """
            // Bar and words are one thing; a label that was cut is whole in the title.
            let isWhole = lines.joined().filter { $0 != " " } == node.label.filter { $0 != " " }
            return linked(node.href, title: isWhole ? nil : "\(node.label): \(amount)", bar)
        }
        return (Drawing(width: form.width, height: layout.height + 2 * form.margin, content: "\(bands)\(bars)"), layout.returns.count)
    }
}

/// The measures of a flow picture for one width of column.
struct SankeyForm: Sendable {
    var width: Double
    var bodyHeight: Double
    var barWidth: Double
    /// Left and right of the bars, for labels beside them; 0 puts labels above.
    var side: Double
    var slot: Double
    var labelAbove: Double
    var innerLabelAbove: Double
    var gap: Double
    var fontSize: Double
    var lineHeight: Double
    var margin: Double

    static let wide = SankeyForm(
        width: Picture.wideWidth, bodyHeight: 260, barWidth: 14, side: 170, slot: 54, labelAbove: 0, innerLabelAbove: 58, gap: 10, fontSize: 14, lineHeight: 18,
        margin: 8)
    static let narrow = SankeyForm(
        width: Picture.narrowWidth, bodyHeight: 240, barWidth: 12, side: 0, slot: 56, labelAbove: 54, innerLabelAbove: 54, gap: 10, fontSize: 12.5,
        lineHeight: 16, margin: 4)

    func x(column: Int, of count: Int) -> Double {
        let room = width - 2 * side - barWidth
        return count < 2 ? side : side + room * Double(column) / Double(count - 1)
    }

    /// Lines of a node's label, the base line of the first, and from where they are written.
    func label(
        _ text: String, _ node: SankeyLayout.Node, x: Double, top: Double, isFirst: Bool, isLast: Bool, columnCount: Int
    ) -> (lines: [String], x: Double, y: Double, anchor: TextAnchor) {
        if side > 0, isFirst || isLast {
            let lines = fitted(text, width: side - 10, size: fontSize, maximum: 2)
            let middle = top + node.y + node.height / 2
            let y = middle - Double(lines.count + 1) * lineHeight / 2 + fontSize
            return isFirst ? (lines, x - 8, y, .end) : (lines, x + barWidth + 8, y, .start)
        }
        let room = (width - 2 * side) / Double(columnCount) - 6
        let lines = fitted(text, width: room, size: fontSize, maximum: 2)
        let y = top + node.y - 6 - Double(lines.count) * lineHeight
        if isFirst { return (lines, x, y, .start) }
        if isLast { return (lines, x + barWidth, y, .end) }
        return (lines, x + barWidth / 2, y, .middle)
    }
}
