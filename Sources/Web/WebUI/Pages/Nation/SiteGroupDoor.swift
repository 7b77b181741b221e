// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations

/// The last steps down from what returns and outlets tell of a group: its sites, and its outlets.
extension NationGroupDoor {
    /// The group of sites that an address names, under the names by which ``narrow(_:to:)`` sets it.
    static func sites(_ request: PageRequest) throws -> SiteGroup { try SiteGroup(request.platform) { request.query[$0] } }

    static func fileName(_ list: String, _ group: SiteGroup, _ months: ClosedRange<Month>) -> String {
        ([list] + (group.address.map { [$0.name, $0.text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }] } ?? [])
            + [months.lowerBound.description, months.upperBound.description]).joined(separator: "-")
    }
}

extension PageRequest {
    /// A list of a group's sites or outlets for some months.
    func address(_ list: URLPath, of group: SiteGroup, _ months: ClosedRange<Month>) -> URLPath {
        let kept = setting(months, on: list)
        return group.address.map { kept.setting($0.name, $0.text) } ?? kept
    }

    /// What a list of a group's sites is about.
    func name(of group: SiteGroup) -> String { group.key.map(groupName) ?? words[NationPhrase.whole] }
}
