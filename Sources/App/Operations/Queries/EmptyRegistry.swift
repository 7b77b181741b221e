// SPDX-License-Identifier: Apache-2.0

extension Platform {
    /// Whether no organisation has been registered yet, as in a database that was just made.
    public func isRegistryEmpty() async throws -> Bool {
        try await read { r in try r.registry.organisations(limit: 1).isEmpty }
    }
}
