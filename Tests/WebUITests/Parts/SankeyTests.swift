// SPDX-License-Identifier: Apache-2.0

import Testing
import Wording

@testable import WebUI

@Suite("Sankey") struct SankeyTests {
    func layout(_ count: Int, _ flows: [SankeyLayout.Flow]) -> SankeyLayout {
        SankeyLayout(count: count, flows: flows, bodyHeight: 200, slot: 40, labelAbove: 0, innerLabelAbove: 30, gap: 8)
    }

    func chart(_ links: [Sankey.Link], nodes: [String]) -> Sankey {
        Sankey(
            words: Words(.english), id: "s", title: "Flows", description: "Flows.", nodes: nodes.map { Sankey.Node($0, $0) }, links: links,
            write: { String($0) }, reasonForNone: "Nobody reported.")
    }

    @Test("band thickness is the amount times one factor, and bars are as high as the bands on their fuller side")
    func isToScale() {
        let flows = [(0, 2, 620.0), (1, 2, 380), (2, 3, 700), (2, 4, 250), (2, 5, 50)].map { SankeyLayout.Flow(from: $0.0, to: $0.1, amount: $0.2) }
        let layout = layout(6, flows)
        let factor = layout.bands[0].thickness / 620
        #expect(abs(factor - 200.0 / 1000) < 1e-12)
        for band in layout.bands { #expect(abs(band.thickness - flows[band.flow].amount * factor) < 1e-9) }
        for (index, node) in layout.nodes.enumerated() {
            let entering = layout.bands.filter { $0.to == index }.reduce(0) { $0 + $1.thickness }
            let leaving = layout.bands.filter { $0.from == index }.reduce(0) { $0 + $1.thickness }
            #expect(abs(node.height - max(entering, leaving)) < 1e-9)
        }
    }

    @Test("bands fill each bar without overlap, nodes of a column keep apart, columns go from source to end")
    func keepsApart() {
        var generator = SeededNumbers(seed: 20_260_912)
        for round in 0..<40 {
            let count = 3 + generator.below(9)
            // Flows go to later nodes only, so there is no loop.
            let flows = (0..<count * 2).compactMap { _ -> SankeyLayout.Flow? in
                let from = generator.below(count - 1)
                let to = from + 1 + generator.below(count - from - 1)
                return SankeyLayout.Flow(from: from, to: to, amount: Double(1 + generator.below(500)))
            }
            let layout = layout(count, flows)
            #expect(layout.returns.isEmpty, "seed 20260912, round \(round)")
            for node in layout.nodes.indices {
                for ends in [
                    layout.bands.filter { $0.from == node }.map { ($0.y0, $0.thickness) }, layout.bands.filter { $0.to == node }.map { ($0.y1, $0.thickness) },
                ] {
                    var y = layout.nodes[node].y
                    for (top, thickness) in ends.sorted(by: { $0 < $1 }) {
                        #expect(abs(top - y) < 1e-6, "seed 20260912, round \(round)")
                        y += thickness
                    }
                    #expect(y <= layout.nodes[node].y + layout.nodes[node].height + 1e-6)
                }
            }
            for (a, first) in layout.nodes.enumerated() {
                for (b, second) in layout.nodes.enumerated() where a < b && first.column == second.column {
                    #expect(first.y + first.height <= second.y + 1e-6 || second.y + second.height <= first.y + 1e-6, "seed 20260912, round \(round)")
                }
            }
            for band in layout.bands { #expect(layout.nodes[band.from].column < layout.nodes[band.to].column) }
        }
    }

    @Test("what enters a place in between and does not leave it is drawn as unaccounted for, and the other way round")
    func balances() {
        let balanced = chart(
            [Sankey.Link("a", "b", 100), Sankey.Link("b", "c", 60), Sankey.Link("d", "e", 5), Sankey.Link("e", "f", 9)], nodes: ["a", "b", "c", "d", "e", "f"]
        ).balanced
        for node in ["b", "e"] {
            let entering = balanced.links.filter { $0.to == node }.reduce(0) { $0 + $1.amount }
            let leaving = balanced.links.filter { $0.from == node }.reduce(0) { $0 + $1.amount }
            #expect(entering == leaving)
        }
        #expect(balanced.links.contains { $0.from == "b" && $0.to == Sankey.unaccountedID && $0.amount == 40 })
        #expect(balanced.links.contains { $0.from == Sankey.unaccountedSourceID && $0.to == "e" && $0.amount == 4 })
    }

    @Test("the unaccounted stands in the picture even when it is nothing")
    func alwaysDrawsUnaccounted() {
        let html = chart([Sankey.Link("a", "b", 10), Sankey.Link("b", "c", 10)], nodes: ["a", "b", "c"]).html.description
        #expect(html.contains("class=\"node c-unaccounted\"") && html.contains(">0.0</text>"))
    }

    @Test("a flow that leads back is counted, left out of the drawing and said")
    func returnsAreSaid() {
        let flows = [(0, 1, 10.0), (1, 2, 12), (2, 1, 3), (2, 3, 9)].map { SankeyLayout.Flow(from: $0.0, to: $0.1, amount: $0.2) }
        let layout = layout(4, flows)
        #expect(layout.returns == [2])
        #expect(layout.bands.map(\.flow) == [0, 1, 3])
        #expect(layout.nodes[1].inflow == 13)
        let html = chart([Sankey.Link("a", "b", 10), Sankey.Link("b", "a", 10)], nodes: ["a", "b"]).html.description
        #expect(html.contains(Words(.english)(PartPhrase.returnFlows, ["count": .number(1)])))
    }

    @Test("the same flows give the same bytes; none give the reason")
    func isDeterministic() {
        let links = [Sankey.Link("a", "c", 5), Sankey.Link("b", "c", 7), Sankey.Link("c", "d", 12)]
        #expect(chart(links, nodes: ["a", "b", "c", "d"]).html == chart(links, nodes: ["a", "b", "c", "d"]).html)
        #expect(chart([], nodes: ["a"]).html.description.contains("Nobody reported."))
        #expect(chart([Sankey.Link("a", "b", 0)], nodes: ["a", "b"]).html.description.contains("Nobody reported."))
    }
}

/// A small seeded generator (SplitMix64), so that failing rounds can be run again.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
    }
}
