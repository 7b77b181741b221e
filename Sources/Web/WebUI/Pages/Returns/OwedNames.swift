// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Wording

extension PageRequest {
    /// What a group of returns is called.
    func groupName(_ group: OwedGroup, _ key: String) -> HTML {
        switch group {
        case .province: HTML(text: provinceName(key))
        case .sector: sectorName(key)
        case .size: HTML(text: SizeClass(rawValue: key).map { words[$0.phrase] } ?? words[OwedPhrase.unknownSize])
        case .dataSet: HTML(text: DataSetPhrase.of("set", key).map { words[$0] } ?? key)
        }
    }

    /// Months or a period as a reader says them.
    func text(of span: OwedSpan) -> String {
        switch span {
        case .period(let period): text(of: period)
        case .months(let months): period(months)
        }
    }

    /// Which return of a site it is; its period only where the page does not name it already.
    func name(of key: OwedKey, isPeriodTold: Bool) -> String {
        let set = platform.dataSets.set(key.dataSet, on: key.period.first)
        let name = set.map { words[$0.phrase] } ?? key.dataSet
        return isPeriodTold ? name : name + ", " + text(of: key.period)
    }

    /// Names in an address of which returns it is.
    func address(of span: OwedSpan, _ province: String?, on path: URLPath) -> URLPath {
        path.setting("period", span.period?.description).setting("from", span.months?.lowerBound.description)
            .setting("to", span.months?.upperBound.description).setting("province", province)
    }
}
