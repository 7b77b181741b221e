// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder that is gone after the closure, with all that is in it. Whatever a test writes to disk stands in one: `scripts/in-scratch` notices others
/// by this name's beginning.
public func withTemporaryFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("baitong-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
