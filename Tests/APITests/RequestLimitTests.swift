// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Synchronization
import Testing

@testable import API

/// Microseconds that stand still until a test lets them pass.
private final class StoppedClock: Sendable {
    private let now = Mutex<Int64>(7_000_000)

    func pass(seconds: Double) { now.withLock { $0 += Int64(seconds * 1_000_000) } }
    var read: @Sendable () -> Int64 { { self.now.withLock { $0 } } }
}

struct RequestLimitTests {
    @Test("A token's requests are counted by themselves: those above the bound get 429 with the seconds to wait, and after those it goes on")
    func perToken() async throws {
        let clock = StoppedClock()
        try await APICountry.with(bounds: RequestBounds(perToken: 4, perAddress: 100), uptime: clock.read) { (api: APICountry) async throws in
            for left in [3, 2, 1, 0] {
                let answer = try await api.get("/me")
                #expect(answer.status == 200 && answer.web.header("RateLimit") == "\"token\";r=\(left);t=\(15 * (4 - left))")
                #expect(answer.web.header("RateLimit-Policy") == "\"token\";q=4;w=60")
            }
            let refused = try await api.post("/notes", api.load())
            #expect(refused.status == 429 && refused.codes == ["api.tooManyRequests"] && refused.web.header("Retry-After") == "15")
            #expect(refused.json["problems"]?.list?.first?["facts"] == ["most": 4, "seconds": 15])
            #expect(try await api.get("/me", as: .haulier).status == 200, "another token has its own count")
            clock.pass(seconds: 14.5)
            #expect(try await api.get("/me").web.header("Retry-After") == "1")
            clock.pass(seconds: 0.5)
            #expect(try await api.get("/notes").json["notes"] == [], "nothing was done while there were too many")
            #expect(try await api.get("/me").status == 429)
        }
    }

    @Test("Requests without a good token are counted by address, on open routes, unknown addresses and wrong tokens alike; good tokens go on")
    func perAddress() async throws {
        let clock = StoppedClock()
        try await APICountry.with(bounds: RequestBounds(perToken: 9, perAddress: 6), uptime: clock.read) { (api: APICountry) async throws in
            // The document was read once to hold answers against it.
            #expect(try await api.get("/lists/units", as: nil).web.header("RateLimit")?.hasPrefix("\"address\";r=4;") == true)
            #expect(try await api.get("/notes", as: nil).status == 401)
            #expect(try await api.get("/no/such/thing", as: nil).status == 404)
            #expect(try await api.get("/me", headers: ["Authorization": "Bearer bt_nonsense"]).status == 401)
            #expect(try await api.get("/policies", as: nil).web.header("RateLimit")?.hasPrefix("\"address\";r=0;") == true)
            for path in ["/lists/units", "/notes", "/no/such/thing"] { #expect(try await api.get(path, as: nil).status == 429, "\(path)") }
            #expect(try await api.get("/me", headers: ["Authorization": "Bearer bt_nonsense"]).status == 429)
            let open = try await api.get("/lists/units")
            #expect(open.status == 200 && open.web.header("RateLimit-Policy") == "\"token\";q=9;w=60", "a good token counts on open routes too")
            clock.pass(seconds: 60)
            #expect(try await api.get("/lists/units", as: nil).status == 200)
        }
    }

    @Test("A caller gets at most a bucket and what flowed back since, whatever the times between its requests (seed 11)")
    func neverMore() {
        let bucket = TokenBuckets(size: 60, callersMax: 100)
        var seed: UInt64 = 11
        var (now, taken): (Int64, Int64) = (0, 0)
        for _ in 0..<20_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            now += Int64(seed >> 33) % 1_500_000
            let standing = bucket.take("one", at: now)
            if standing.isAllowed { taken += 1 }
            #expect(standing.isAllowed == (standing.wait == 0) && (0...60).contains(standing.left))
            #expect(taken <= 60 + now / 1_000_000)
        }
        #expect(taken >= now / 1_000_000 - 1, "and it gets as much as flows back when it asks often")
    }

    @Test("However many callers come, no more than the bound are remembered; who has not come for a minute is forgotten, and loses nothing by it")
    func memoryIsBounded() {
        let buckets = TokenBuckets(size: 2, callersMax: 100)
        for i in 0..<10_000 {
            _ = buckets.take("caller \(i)", at: 0)
            #expect(buckets.callers <= 100)
        }
        _ = buckets.take("empty", at: 1)
        _ = buckets.take("empty", at: 1)
        #expect(buckets.take("empty", at: 2).isAllowed == false)
        _ = buckets.take("other", at: 60_000_001)
        #expect(buckets.take("empty", at: 60_000_001).left == 1, "full again, and one was taken")
        _ = buckets.take("other", at: 180_000_000)
        _ = buckets.take("other", at: 240_000_000)
        #expect(buckets.callers == 1)
    }

    @Test("An address of IPv6 counts with its whole network, one of IPv4 by itself")
    func networks() {
        #expect(RequestLimiter.network(of: "203.0.113.7") == "203.0.113.7")
        #expect(RequestLimiter.network(of: "2001:db8:1:2:3:4:5:6") == RequestLimiter.network(of: "2001:db8:1:2::9"))
        #expect(RequestLimiter.network(of: "2001:db8::1") != RequestLimiter.network(of: "2001:db8:1::1"))
        #expect(RequestLimiter.network(of: "::ffff:203.0.113.7") != RequestLimiter.network(of: "::ffff:203.0.113.8"))
        #expect(RequestLimiter.network(of: "fe80::1%eth0") == RequestLimiter.network(of: "fe80::2"))
    }

    @Test("Behind a proxy callers are told apart by the address that the proxy wrote last, whatever they wrote before it; else that header says nothing")
    func behindProxy() async throws {
        let clock = StoppedClock()
        for isBehindProxy in [true, false] {
            try await APICountry.with(bounds: RequestBounds(perToken: 9, perAddress: 3), isBehindProxy: isBehindProxy, uptime: clock.read) {
                (api: APICountry) async throws in
                func left(_ forwarded: String) async throws -> String? {
                    let told = try await api.get("/lists/units", as: nil, headers: ["X-Forwarded-For": forwarded]).web.header("RateLimit")
                    return told?.split(separator: ";").first { $0.hasPrefix("r=") }.map(String.init)
                }
                var told: [String?] = []
                for forwarded in ["203.0.113.7", "10.1.1.1, 203.0.113.7", "203.0.113.7, 203.0.113.8", "203.0.113.7, nobody"] {
                    told.append(try await left(forwarded))
                }
                // The document was read once without such a header, by the address that connects.
                #expect(told == (isBehindProxy ? ["r=2", "r=1", "r=2", "r=1"] : ["r=1", "r=0", "r=0", "r=0"]))
            }
        }
    }

    @Test("The document tells the headers of every answer, and 429 of every route with the seconds to wait")
    func documented() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let document = try await api.get("/openapi.json", as: nil).json
            for route in APIRoutes.all {
                let answers = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]?["responses"]
                #expect(answers?[String(route.status)]?["headers"]?["RateLimit"]?["$ref"] == "#/components/headers/RateLimit", "\(route.name)")
                #expect(answers?["429"]?["$ref"] == "#/components/responses/TooManyRequests", "\(route.name)")
            }
            let responses = document["components"]?["responses"]
            #expect(responses?["TooManyRequests"]?["headers"]?["Retry-After"] != nil && responses?["Problem"]?["headers"]?["RateLimit"] != nil)
        }
    }
}
