// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import TestSupport
import Testing

/// Sixty-four clients send two hundred loads of 20 to 180 kg to where ten tonnes have room, and go on until all are answered.
/// Every refusal must name less room than its load needs, and nearly all the room must be promised in the end.
///
/// - Returns: kilograms promised.
func promisedAtOnce(
    seed: UInt64, refusedWith phrase: ManifestPhrase, _ issue: @escaping @Sendable (_ kilograms: String) async throws -> Void
) async throws -> Int64 {
    var random = SeededGenerator(seed: seed)
    let masses = (0..<200).map { _ in Int64.random(in: 20...180, using: &random) }
    let promised = try await withThrowingTaskGroup(of: Int64.self) { group in
        var sum: Int64 = 0
        for (i, mass) in masses.enumerated() {
            if i >= 64, let next = try await group.next() { sum += next }
            group.addTask {
                do {
                    try await issue(String(mass))
                    return mass
                } catch let error as any Explainable {
                    guard let problem = error.problems.first, problem.phrase == phrase.fullKey, case .mass(let left)? = problem.facts["left"] else {
                        throw error
                    }
                    #expect(left < .kilograms(mass), "refused although \(left) was left for \(mass) kg, seed \(seed)")
                    return 0
                }
            }
        }
        for try await next in group { sum += next }
        return sum
    }
    #expect(promised <= 10_000 && promised > 9_800, "promised \(promised) of 10,000 kg, seed \(seed)")
    return promised
}
