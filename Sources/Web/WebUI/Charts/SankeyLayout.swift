// SPDX-License-Identifier: Apache-2.0

/// Where everything of a flow picture stands: nodes in columns from left to right, links as bands whose thickness is
/// their amount times one factor. Pure and deterministic: the same flows give the same picture.
///
/// Sources stand in the first column, final places in the last, the rest by the longest way that leads to them. The
/// order within a column follows the average position of neighbours (Sugiyama, Tagawa, Toda 1981, barycentre method).
/// Flows that lead back to an earlier place are counted in the sums and not drawn.
struct SankeyLayout: Sendable {
    struct Flow: Sendable, Equatable {
        var from: Int
        var to: Int
        /// Above zero.
        var amount: Double
    }

    struct Node: Sendable {
        /// 0 is the first column.
        var column: Int
        var inflow = 0.0
        var outflow = 0.0
        /// Top of the bar; its height is the larger sum times the factor.
        var y = 0.0
        var height = 0.0
    }

    struct Band: Sendable {
        /// Position in the flows given.
        var flow: Int
        var from: Int
        var to: Int
        /// Top of the band where it leaves and where it arrives.
        var y0 = 0.0
        var y1 = 0.0
        var thickness: Double
    }

    private(set) var nodes: [Node]
    /// Drawn flows, in the order given.
    private(set) var bands: [Band] = []
    /// Flows that lead back, by position.
    private(set) var returns: [Int] = []
    let columnCount: Int
    private(set) var height = 0.0

    /// - Parameters:
    ///   - count: number of nodes; flows name them by position.
    ///   - lastNodes: nodes that stand at the foot of their column whatever their neighbours.
    ///   - bodyHeight: height that the fullest column's amounts fill, without gaps.
    ///   - slot: least height kept for a node and its label around or above the bar.
    ///   - labelAbove: height kept above bars of the first and last column for their labels; 0 when labels stand beside.
    ///   - innerLabelAbove: the same for the columns between.
    init(
        count: Int, flows: [Flow], lastNodes: Set<Int> = [], bodyHeight: Double, slot: Double, labelAbove: Double, innerLabelAbove: Double,
        gap: Double
    ) {
        let back = Set(Self.backward(count: count, flows: flows))
        let drawn = flows.indices.filter { !back.contains($0) }
        let columns = Self.columns(count: count, flows: drawn.map { flows[$0] })
        columnCount = (columns.max() ?? 0) + 1
        nodes = columns.map { Node(column: $0) }
        returns = back.sorted()
        for flow in flows {
            nodes[flow.from].outflow += flow.amount
            nodes[flow.to].inflow += flow.amount
        }
        var order = (0..<columnCount).map { column in nodes.indices.filter { nodes[$0].column == column } }
        let fullest = order.map { $0.reduce(0) { $0 + max(nodes[$1].inflow, nodes[$1].outflow) } }.max() ?? 0
        let factor = fullest > 0 ? bodyHeight / fullest : 0
        for i in nodes.indices { nodes[i].height = max(nodes[i].inflow, nodes[i].outflow) * factor }

        for sweep in 0..<6 {
            place(order, slot: slot, labelAbove: (labelAbove, innerLabelAbove), gap: gap)
            for column in order.indices {
                let centres = order[column].map { node in
                    Self.barycentre(node, flows: drawn.map { flows[$0] }, nodes: nodes, lookingBack: sweep % 2 == 0)
                }
                let ranked = order[column].indices.sorted { a, b in
                    let (first, second) = (order[column][a], order[column][b])
                    let (firstLast, secondLast) = (lastNodes.contains(first), lastNodes.contains(second))
                    if firstLast != secondLast { return secondLast }
                    return centres[a] != centres[b] ? centres[a] < centres[b] : first < second
                }
                order[column] = ranked.map { order[column][$0] }
            }
        }
        place(order, slot: slot, labelAbove: (labelAbove, innerLabelAbove), gap: gap)
        bands = drawn.map { Band(flow: $0, from: flows[$0].from, to: flows[$0].to, thickness: flows[$0].amount * factor) }
        attach()
    }

    private mutating func place(_ order: [[Int]], slot: Double, labelAbove: (outer: Double, inner: Double), gap: Double) {
        func above(_ node: Int) -> Double { (1..<max(1, columnCount - 1)).contains(nodes[node].column) ? labelAbove.inner : labelAbove.outer }
        func room(_ node: Int) -> Double { max(nodes[node].height + above(node), slot) }
        let heights = order.map { column in column.reduce(0) { $0 + room($1) } + gap * Double(max(0, column.count - 1)) }
        height = heights.max() ?? 0
        for (column, members) in order.enumerated() {
            var y = (height - heights[column]) / 2
            for node in members {
                let free = room(node) - above(node) - nodes[node].height
                nodes[node].y = y + above(node) + free / 2
                y += room(node) + gap
            }
        }
    }

    /// Gives each band its place along both bars, in the order of the bars at its other end, so that few cross.
    private mutating func attach() {
        for node in nodes.indices {
            var y = nodes[node].y
            for i in bands.indices.filter({ bands[$0].from == node }).sorted(by: {
                centre(bands[$0].to) != centre(bands[$1].to) ? centre(bands[$0].to) < centre(bands[$1].to) : $0 < $1
            }) {
                bands[i].y0 = y
                y += bands[i].thickness
            }
            y = nodes[node].y
            for i in bands.indices.filter({ bands[$0].to == node }).sorted(by: {
                centre(bands[$0].from) != centre(bands[$1].from) ? centre(bands[$0].from) < centre(bands[$1].from) : $0 < $1
            }) {
                bands[i].y1 = y
                y += bands[i].thickness
            }
        }
    }

    private func centre(_ node: Int) -> Double { nodes[node].y + nodes[node].height / 2 }

    private static func barycentre(_ node: Int, flows: [Flow], nodes: [Node], lookingBack: Bool) -> Double {
        var weight = 0.0
        var sum = 0.0
        for flow in flows where lookingBack ? flow.to == node : flow.from == node {
            let other = lookingBack ? flow.from : flow.to
            weight += flow.amount
            sum += flow.amount * (nodes[other].y + nodes[other].height / 2)
        }
        let centre = weight > 0 ? sum / weight : nodes[node].y + nodes[node].height / 2
        // Rounded, so that neighbours with the same place do not trade places over the last digit.
        return (centre * 1000).rounded()
    }

    /// Flows that close a loop, found by walking from each node in the order given.
    private static func backward(count: Int, flows: [Flow]) -> [Int] {
        enum Mark { case new, open, closed }
        var marks = Array(repeating: Mark.new, count: count)
        var leaving = Array(repeating: [Int](), count: count)
        var entered = Array(repeating: false, count: count)
        for (i, flow) in flows.enumerated() {
            leaving[flow.from].append(i)
            entered[flow.to] = true
        }
        var back: [Int] = []
        // Walks begin where nothing arrives; loops without a beginning come after.
        for start in (0..<count).filter({ !entered[$0] }) + Array(0..<count) where marks[start] == .new {
            var path: [(node: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let (node, next) = path.last {
                guard next < leaving[node].count else {
                    marks[node] = .closed
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let flow = leaving[node][next]
                switch marks[flows[flow].to] {
                case .open: back.append(flow)
                case .new:
                    marks[flows[flow].to] = .open
                    path.append((flows[flow].to, 0))
                case .closed: break
                }
            }
        }
        return back.sorted()
    }

    /// The column of each node: its longest way from a source; what leads nowhere further stands in the last.
    private static func columns(count: Int, flows: [Flow]) -> [Int] {
        var columns = Array(repeating: 0, count: count)
        var isChanged = true
        while isChanged {
            isChanged = false
            for flow in flows where columns[flow.to] < columns[flow.from] + 1 {
                columns[flow.to] = columns[flow.from] + 1
                isChanged = true
            }
        }
        let last = columns.max() ?? 0
        let senders = Set(flows.map(\.from))
        let receivers = Set(flows.map(\.to))
        return columns.indices.map { node in
            if senders.contains(node) { return columns[node] }
            return receivers.contains(node) || last > 0 ? last : 0
        }
    }
}
