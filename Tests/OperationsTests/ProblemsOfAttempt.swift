// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

/// The problems of an attempt; empty when it succeeds.
func problems(_ body: () async throws -> Void) async -> [Problem] {
    do {
        try await body()
        return []
    } catch let error as any Explainable {
        return error.problems
    } catch {
        Issue.record(error)
        return []
    }
}
