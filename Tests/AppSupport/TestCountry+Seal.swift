// SPDX-License-Identifier: Apache-2.0

import Operations
import Seal

extension TestCountry {
    /// Lets the platform seal and promise by a key that is the same in every run.
    @discardableResult
    public func keepSeal() async throws -> SealSecret {
        let secret = Self.sealSecret
        _ = try await platform.publishSealKey(secret, by: operatorOfServer)
        platform.keepSeal(secret)
        return secret
    }

    /// Seals all that waits by the key of ``keepSeal()``.
    public func sealAll() async throws { _ = try await Sealer(platform, secret: Self.sealSecret, name: "test").sealAll() }

    private static var sealSecret: SealSecret {
        guard let secret = SealSecret(seed: [UInt8](repeating: 1, count: SealSecret.seedLength)) else {
            preconditionFailure("A key is made of \(SealSecret.seedLength) bytes.")
        }
        return secret
    }
}
