// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// What speaks for a suspicion and what against it: one bar a finding, to the right what supports it, to the left what
/// weakens it, lengths on one scale.
struct EvidenceBars: Part {
    struct Finding: Sendable {
        var label: String
        /// Above zero supports, below weakens.
        var weight: Double
        var href: URLPath?

        init(_ label: String, _ weight: Double, href: URLPath? = nil) {
            self.label = label
            self.weight = weight
            self.href = href
        }
    }

    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    var findings: [Finding]
    /// Writes a weight in the reader's language.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    var html: HTML {
        guard !findings.isEmpty else { return ChartWithoutData(reason: reasonForNone).html }
        return Picture(
            id: id, title: title, description: description, hasLinks: findings.contains { $0.href != nil },
            narrow: drawing(width: Picture.narrowWidth, size: 12.5), wide: drawing(width: Picture.wideWidth, size: 14),
            legend: Legend(entries: [(words[PartPhrase.supports], .area(.incineration)), (words[PartPhrase.weakens], .area(.wastewater))])
        ).html
    }

    private func drawing(width: Double, size: Double) -> Drawing {
        let step = 46.0
        let amount = (findings.map { estimatedWidth(write($0.weight), size: size) }.max() ?? 0) + 10
        let greatest = findings.map { max(0, $0.weight) }.max() ?? 0
        let least = findings.map { max(0, -$0.weight) }.max() ?? 0
        let scale = (width - amount - (least > 0 ? amount : 0)) / max(greatest + least, 1e-9)
        let zero = (least > 0 ? amount : 0) + least * scale
        let bars = HTML.map(findings.enumerated()) { position, finding in
            let top = Double(position) * step + 22
            let length = abs(finding.weight) * scale
            let isFor = finding.weight >= 0
            let lines = fitted(finding.label, width: width, size: size, maximum: 1)
            let bar: HTML = """
                <path class="base" d="M\(svg: zero) \(svg: top - 2)V\(svg: top + 16)"/>\
                \(textLines(lines, x: 0, y: top - 6, lineHeight: 16))\
                <rect class="\(isFor ? "area c-incineration" : "area c-wastewater")" x="\(svg: isFor ? zero : zero - length)" y="\(svg: top)" width="\(svg: length)" height="14"/>\
                <text class="amount" x="\(svg: isFor ? zero + length + 6 : zero - length - 6)" y="\(svg: top + 12)"\(attribute: "text-anchor", isFor ? nil : "end")>\
                \(write(finding.weight))</text>
                """
            return linked(finding.href, title: "\(finding.label): \(write(finding.weight))", bar)
        }
        let height = Double(findings.count) * step + 6
        return Drawing(width: width, height: height, content: bars)
    }
}
