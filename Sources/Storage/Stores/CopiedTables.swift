// SPDX-License-Identifier: Apache-2.0

import StorageCore

extension DatabaseCopy.Exceptions {
    /// Of an installation: leases of running servers stay where they are; what triggers of the journal note down is copied after it.
    public static let installation = DatabaseCopy.Exceptions(left: ["node_lease", "seal_lease"], refilled: ["seal_wait"])
}
