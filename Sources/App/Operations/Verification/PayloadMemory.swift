// SPDX-License-Identifier: Apache-2.0

import Stores

/// Payloads unpacked before, found by their bytes: reports of flows say the same few words a million times.
struct PayloadMemory {
    private static let most = 512
    private static let longest = 128

    private var known: [[UInt8]: JournalPayload] = [:]

    mutating func payload(of line: JournalLine) throws -> JournalPayload {
        guard line.document == nil, line.payload.count <= Self.longest else { return try Body.value(JournalPayload.self, from: line.payload) }
        if let payload = known[line.payload] { return payload }
        let payload = try Body.value(JournalPayload.self, from: line.payload)
        if known.count >= Self.most { known = [:] }
        known[line.payload] = payload
        return payload
    }
}
