// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations

/// Wastes for everybody: the list, what to do with each, its label, the questions that find it, and other lists beside ours.
enum WastePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/waste", .open) { WasteView(request: $0).page },
        PageRoute(.get, "/waste/:code", .open) { try WasteCriteriaView(request: $0, criteria: criteria($0)).page },
        PageRoute(.get, "/waste/:code/label", .open) { try WasteLabel(request: $0, criteria: criteria($0)).page },
        PageRoute(.get, "/find", .open) { FinderView(request: $0).page },
        PageRoute(.get, "/crosswalk", .open, crosswalk),
    ]

    private static func criteria(_ request: PageRequest) throws -> WasteCriteria {
        let platform = request.platform
        guard let code = request.parameters["code"].flatMap({ WasteCodeID(text: $0) }),
            let criteria = platform.lists.criteria(of: code, in: platform.country, on: platform.today)
        else { throw PlatformError.notFound }
        return criteria
    }

    private static func crosswalk(_ request: PageRequest) throws -> PageAnswer {
        let view = CrosswalkView(request: request)
        guard request.wantsFile else { return view.page }
        let (lists, today) = (request.platform.lists, request.platform.today)
        return request.query["list"] == "national"
            ? try request.list(lists.nationalCrosswalk(on: today).bytes, "national-waste-codes-\(today)")
            : try request.list(lists.baselCrosswalk(on: today).bytes, "waste-basel-\(today)")
    }
}
