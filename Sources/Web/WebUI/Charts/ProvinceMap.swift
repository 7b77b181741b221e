// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Provinces as circles at their seats, areas in proportion to a value, in a frame of latitude and longitude. Borders
/// are not drawn, since no surveyed ones are held.
struct ProvinceMap: Part {
    struct Place: Sendable {
        var label: String
        /// Degrees, WGS 84.
        var latitude: Double
        var longitude: Double
        /// Not negative; `nil` where there is no figure, which is drawn as an empty ring.
        var value: Double?
        var href: URLPath?

        init(_ label: String, latitude: Double, longitude: Double, value: Double?, href: URLPath? = nil) {
            self.label = label
            self.latitude = latitude
            self.longitude = longitude
            self.value = value
            self.href = href
        }
    }

    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    var places: [Place]
    var category = ChartCategory.plain
    /// Writes a value with its unit in the reader's language.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    var html: HTML {
        guard places.contains(where: { ($0.value ?? 0) > 0 }) else { return ChartWithoutData(reason: reasonForNone).html }
        return Picture(
            id: id, title: title, description: description, hasLinks: places.contains { $0.href != nil },
            narrow: drawing(width: Picture.narrowWidth, largest: 24, size: 12.5), wide: drawing(width: Picture.wideWidth, largest: 42, size: 14)
        ).html
    }

    /// Radius that makes the circle's area proportional to the value.
    static func radius(_ value: Double, greatest: Double, largest: Double) -> Double { largest * (value / greatest).squareRoot() }

    private func drawing(width: Double, largest: Double, size: Double) -> Drawing {
        let frame = MapFrame(places.map { ($0.latitude, $0.longitude) }, width: width, margin: largest * 0.6 + 14, maximumHeight: width > 500 ? 620 : 520)
        let greatest = places.compactMap(\.value).max() ?? 1
        // Larger circles are drawn first and named first; a name that finds no free place stands in the title and the table.
        let order = places.indices.sorted { (places[$0].value ?? -1, $1) > (places[$1].value ?? -1, $0) }
        let spots = order.map { index in
            let place = places[index]
            let (x, y) = frame.position(latitude: place.latitude, longitude: place.longitude)
            let radius = place.value.map { max(2, Self.radius($0, greatest: greatest, largest: largest)) } ?? 3
            return (place: place, spot: LabelPlacement.Spot(x: x, y: y, radius: radius, text: place.label))
        }
        let names = LabelPlacement.place(spots.map(\.spot), width: width, height: frame.height, size: size)
        let circles = HTML.map(spots.indices) { i in
            let (place, spot) = spots[i]
            let title = "\(place.label): \(place.value.map(write) ?? words[PartPhrase.noFigure])"
            let circle: HTML = """
                <circle class="\(place.value == nil ? "ring" : "symbol \(category.cssClass)")" cx="\(svg: spot.x)" cy="\(svg: spot.y)" r="\(svg: spot.radius)"/>
                """
            let name = HTML.ifPresent(names[i]) { textLines([place.label], x: $0.x, y: $0.y, lineHeight: 16, anchor: $0.anchor) }
            return linked(place.href, title: title, "\(circle)\(name)")
        }
        let foot = 2 * largest + 12
        return Drawing(
            width: width, height: frame.height + foot,
            content: "\(graticule(frame))\(circles)\(scale(width, top: frame.height + 8, greatest: greatest, largest: largest, size: size))")
    }

    private func graticule(_ frame: MapFrame) -> HTML {
        let meridians = HTML.map(frame.meridians) { degree in
            let x = frame.position(latitude: frame.south, longitude: Double(degree)).x
            return """
                <path class="grid" d="M\(svg: x) 0V\(svg: frame.height)"/>\
                <text class="tick" x="\(svg: x + 3)" y="\(svg: frame.height - 4)">\(words(PartPhrase.longitude, ["degrees": .number(Int64(degree))]))</text>
                """
        }
        let parallels = HTML.map(frame.parallels) { degree in
            let y = frame.position(latitude: Double(degree), longitude: frame.west).y
            return """
                <path class="grid" d="M0 \(svg: y)H\(svg: frame.width)"/>\
                <text class="tick" x="3" y="\(svg: y - 4)">\(words(PartPhrase.latitude, ["degrees": .number(Int64(degree))]))</text>
                """
        }
        return "\(meridians)\(parallels)"
    }

    /// Circles of round values beneath the map, to read the others by.
    private func scale(_ width: Double, top: Double, greatest: Double, largest: Double, size: Double) -> HTML {
        let round = Axis([greatest], about: 2).ticks.filter { $0 > 0 && $0 <= greatest }
        var x = 4.0
        return HTML.map([greatest / 10] + round.prefix(2)) { value in
            let shown = value == greatest / 10 ? Axis([greatest / 10], about: 1).ticks[1] : value
            let radius = Self.radius(shown, greatest: greatest, largest: largest)
            let (centre, text) = (x + radius, write(shown))
            x += 2 * radius + 6
            defer { x += estimatedWidth(text, size: size) + 18 }
            return """
                <circle class="scale" cx="\(svg: centre)" cy="\(svg: top + largest)" r="\(svg: radius)"/>\
                <text class="tick" x="\(svg: x)" y="\(svg: top + largest + 5)">\(text)</text>
                """
        }
    }
}

/// Degrees to positions: an equirectangular map, true to scale at its middle latitude.
struct MapFrame: Sendable {
    let width: Double
    let height: Double
    let west: Double
    let south: Double
    private let north: Double
    private let east: Double
    private let margin: Double
    private let unit: Double
    private let shrink: Double
    private let left: Double

    init(_ places: [(latitude: Double, longitude: Double)], width: Double, margin: Double, maximumHeight: Double) {
        south = places.map(\.latitude).min() ?? 0
        north = max(south + 0.5, places.map(\.latitude).max() ?? 1)
        west = places.map(\.longitude).min() ?? 0
        east = max(west + 0.5, places.map(\.longitude).max() ?? 1)
        shrink = cosine((south + north) / 2)
        unit = min((width - 2 * margin) / ((east - west) * shrink), (maximumHeight - 2 * margin) / (north - south))
        self.width = width
        self.margin = margin
        height = 2 * margin + (north - south) * unit
        left = (width - (east - west) * shrink * unit) / 2
    }

    func position(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        (left + (longitude - west) * shrink * unit, margin + (north - latitude) * unit)
    }

    private var step: Int { max(east - west, north - south) > 8 ? 4 : 2 }
    /// Whole degrees drawn from bottom to top.
    var meridians: [Int] { stride(from: Int(west.rounded(.up)), through: Int(east), by: 1).filter { $0 % step == 0 } }
    /// Whole degrees drawn from left to right.
    var parallels: [Int] { stride(from: Int(south.rounded(.up)), through: Int(north), by: 1).filter { $0 % step == 0 } }
}

/// Cosine of degrees between -90 and 90, by its series; six terms are exact to a millionth there.
private func cosine(_ degrees: Double) -> Double {
    let x = degrees * Double.pi / 180
    var (term, sum) = (1.0, 1.0)
    for n in 1...8 {
        term *= -x * x / Double((2 * n - 1) * 2 * n)
        sum += term
    }
    return sum
}
