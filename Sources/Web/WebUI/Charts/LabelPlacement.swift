// SPDX-License-Identifier: Apache-2.0

/// Finds places for names beside circles so that no two names and no name and circle cover each other.
enum LabelPlacement {
    struct Spot: Sendable {
        var x: Double
        var y: Double
        var radius: Double
        var text: String
    }

    struct Label: Sendable {
        /// Where the text is anchored, on its base line.
        var x: Double
        var y: Double
        var anchor: TextAnchor
    }

    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        func overlaps(_ other: Box) -> Bool { left < other.right && other.left < right && top < other.bottom && other.top < bottom }
    }

    /// - Parameter spots: the most important first; earlier ones get their name first.
    /// - Returns: one label per spot, in the order given; `nil` where none of right, left, below and above is free.
    static func place(_ spots: [Spot], width: Double, height: Double, size: Double) -> [Label?] {
        let circles = spots.map { Box(left: $0.x - $0.radius, top: $0.y - $0.radius, right: $0.x + $0.radius, bottom: $0.y + $0.radius) }
        var taken: [Box] = []
        return spots.enumerated().map { position, spot in
            let length = estimatedWidth(spot.text, size: size)
            let (gap, rise, fall) = (spot.radius + 4, size * 0.9, size * 0.4)
            let candidates: [Label] = [
                Label(x: spot.x + gap, y: spot.y + size * 0.35, anchor: .start),
                Label(x: spot.x - gap, y: spot.y + size * 0.35, anchor: .end),
                Label(x: spot.x, y: spot.y + gap + rise, anchor: .middle),
                Label(x: spot.x, y: spot.y - gap, anchor: .middle),
            ]
            for label in candidates {
                let left = label.anchor == .start ? label.x : label.anchor == .end ? label.x - length : label.x - length / 2
                let box = Box(left: left, top: label.y - rise, right: left + length, bottom: label.y + fall)
                guard box.left >= 0, box.right <= width, box.top >= 0, box.bottom <= height - 16, !taken.contains(where: box.overlaps),
                    !circles.indices.contains(where: { $0 != position && box.overlaps(circles[$0]) })
                else { continue }
                taken.append(box)
                return label
            }
            return nil
        }
    }
}
