// SPDX-License-Identifier: Apache-2.0

import Markup

/// The parties of a load from left to right: factory, haulier, plant. Stacks downwards on phones.
struct RouteLine: Part {
    struct Stop: Sendable {
        var role: String
        var name: String
        var href: URLPath?

        init(_ role: String, _ name: String, href: URLPath? = nil) {
            self.role = role
            self.name = name
            self.href = href
        }
    }

    var stops: [Stop]

    var html: HTML {
        let items = HTML.map(stops.enumerated()) { position, stop in
            let name: HTML = stop.href.map { "<a href=\"\($0)\">\(stop.name)</a>" } ?? "<b>\(stop.name)</b>"
            return "<li>\(if: position > 0, Icon.arrowRight.html)<span><small>\(stop.role)</small>\(name)</span></li>"
        }
        return "<ol class=\"route\">\(items)</ol>"
    }
}
