// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Stores
import Synchronization

/// Sites already decoded, each checked against the database's version of it before use: sites change rarely and every
/// entry asks how its two sites are classified.
final class SiteCache: Sendable {
    private let sites = Mutex<[SiteID: Site]>([:])
    private static let sitesMax = 20_000

    /// The site as the session's transaction sees it.
    func site(_ id: SiteID, _ registry: RegistryStore) throws -> Site? {
        if let known = sites.withLock({ $0[id] }), try registry.version(of: id) == known.version { return known }
        let site = try registry.site(id)
        sites.withLock { sites in
            if sites.count >= Self.sitesMax { sites.removeAll() }
            sites[id] = site
        }
        return site
    }
}
