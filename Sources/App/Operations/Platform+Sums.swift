// SPDX-License-Identifier: Apache-2.0

import Stores

extension Platform {
    /// Moves what operations have added to the nation's sums into their rows, in steps; a server asks for it each second. Nothing that is read changes.
    ///
    /// - Parameter limit: of deltas moved in one step, so that nobody waits long.
    public func foldSums(limit: Int = 50_000) async throws {
        while try await database.write({ try SharedSums($0).fold(limit: limit) }) > 0 { try Task.checkCancellation() }
    }
}
