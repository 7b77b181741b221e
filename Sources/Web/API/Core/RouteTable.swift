// SPDX-License-Identifier: Apache-2.0

/// Finds the routes whose path fits an address. Patterns are taken apart once, and only those with as many pieces are looked at: with some
/// hundred and fifty routes, taking each apart for each request was a twentieth of a server's work.
struct RouteTable: Sendable {
    private enum Piece: Sendable {
        case word(String)
        case parameter(String)
    }

    private struct Pattern: Sendable {
        var route: APIRoute
        var pieces: [Piece]
    }

    /// By the number of pieces, in the order of the table.
    private var patterns: [Int: [Pattern]] = [:]

    init(_ routes: [APIRoute]) {
        for route in routes {
            let pieces = route.pieces.map { $0.hasPrefix("{") ? Piece.parameter(String($0.dropFirst().dropLast())) : Piece.word(String($0)) }
            patterns[pieces.count, default: []].append(Pattern(route: route, pieces: pieces))
        }
    }

    /// All routes that fit, of whatever method, with the values of their parameters, which are never blank.
    ///
    /// - Parameter pieces: of the address below `/api/v1`, without their escapes.
    func matches(_ pieces: [String]) -> [(route: APIRoute, parameters: [String: String])] {
        (patterns[pieces.count] ?? []).compactMap { pattern in
            Self.parameters(pattern.pieces, pieces).map { (pattern.route, $0) }
        }
    }

    private static func parameters(_ pattern: [Piece], _ given: [String]) -> [String: String]? {
        var found: [String: String] = [:]
        for (wanted, given) in zip(pattern, given) {
            switch wanted {
            case .word(let word): guard word == given else { return nil }
            case .parameter(let name):
                guard !given.isEmpty else { return nil }
                found[name] = given
            }
        }
        return found
    }
}
