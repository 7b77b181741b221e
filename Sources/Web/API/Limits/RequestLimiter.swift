// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// How many requests other systems may make.
public struct RequestBounds: Hashable, Sendable {
    /// Requests a minute of one token; all of them may come at once.
    public var perToken: Int
    /// Requests a minute of one network address, of those that carry no good token.
    public var perAddress: Int
    /// Most tokens, and most addresses, that are remembered at a time; some hundred bytes each.
    public var callersMax: Int

    public static let range = 1...1_000_000
    public static let standard = RequestBounds(perToken: 1200, perAddress: 600)

    public init(perToken: Int, perAddress: Int, callersMax: Int = 50_000) {
        self.perToken = perToken
        self.perAddress = perAddress
        self.callersMax = callersMax
    }
}

/// Counts requests by token, and those without a good token by network address.
struct RequestLimiter: Sendable {
    /// By what a caller is counted; the name of its policy in headers.
    enum Kind: String { case token, address }

    /// What a request's counting came to.
    struct Ticket: Sendable {
        var kind: Kind
        var size: Int
        var standing: TokenBuckets.Standing

        /// As draft-ietf-httpapi-ratelimit-headers writes them.
        var headers: [(String, String)] {
            [
                ("RateLimit-Policy", "\"\(kind.rawValue)\";q=\(size);w=60"),
                ("RateLimit", "\"\(kind.rawValue)\";r=\(standing.left);t=\(standing.secondsToFull)"),
            ]
        }
    }

    private let tokens: TokenBuckets
    private let addresses: TokenBuckets
    /// Microseconds; never goes back.
    private let clock: @Sendable () -> Int64

    init(_ bounds: RequestBounds, clock: @escaping @Sendable () -> Int64) {
        tokens = TokenBuckets(size: bounds.perToken, callersMax: bounds.callersMax)
        addresses = TokenBuckets(size: bounds.perAddress, callersMax: bounds.callersMax)
        self.clock = clock
    }

    /// Counts a request under a good token.
    ///
    /// - Parameter token: what the token is known by; never the token itself.
    func take(token: String) -> Ticket { Ticket(kind: .token, size: tokens.size, standing: tokens.take(token, at: clock())) }

    /// Counts a request without a good token.
    func take(address: String) -> Ticket {
        Ticket(kind: .address, size: addresses.size, standing: addresses.take(Self.network(of: address), at: clock()))
    }

    /// Whether a token is known to have none left, told without looking it up.
    func refusal(ofToken token: String) -> Ticket? {
        tokens.refusal(of: token, at: clock()).map { Ticket(kind: .token, size: tokens.size, standing: $0) }
    }

    /// What an address is counted by: one household or office has a whole /64 of IPv6, so the first four groups.
    static func network(of address: String) -> String {
        let plain = address.prefix { $0 != "%" }
        guard plain.contains(":"), !plain.contains(".") else { return String(plain) }
        func groups(_ text: Substring) -> [Substring] { text.split(separator: ":") }
        guard let gap = plain.firstRange(of: "::") else { return groups(plain).prefix(4).joined(separator: ":") }
        let (head, tail) = (groups(plain[..<gap.lowerBound]), groups(plain[gap.upperBound...]))
        let whole = head + Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) + tail
        return whole.prefix(4).joined(separator: ":")
    }
}

/// A caller has no requests left for the moment.
struct TooManyRequests: Explainable {
    var ticket: RequestLimiter.Ticket

    var seconds: Int64 { ticket.standing.wait }
    var standing: Standing { .busy }
    var problems: [Problem] {
        [APIPhrase.tooManyRequests.problem("", ["most": .number(Int64(ticket.size)), "seconds": .number(seconds)])]
    }
}
