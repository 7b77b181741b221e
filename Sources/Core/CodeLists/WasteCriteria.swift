// SPDX-License-Identifier: Apache-2.0

import Domain

/// What is to be done with one waste in one country: its own statements, then those of its subchapter, its chapter, its dangers,
/// its kind, and those for every waste.
public struct WasteCriteria: Sendable {
    public let code: WasteCode
    /// What is dangerous about it, with where that is from; empty for what is not hazardous.
    public let classes: [(code: BaselCode, criterion: WasteCriterion)]
    /// By topic, the narrowest first.
    public let statements: [WasteCriterion.Topic: [WasteCriterion]]
    /// The other codes of its pair; empty unless the contents decide.
    public let pair: [WasteCode]

    public subscript(topic: WasteCriterion.Topic) -> [WasteCriterion] { statements[topic] ?? [] }

    /// How long it may be kept.
    public var time: WasteCriterion? { self[.time].first }
}

extension CodeLists {
    /// - Returns: `nil` when the list of the day has no such code.
    public func criteria(of id: WasteCodeID, in country: Country, on date: CalendarDate) -> WasteCriteria? {
        guard let code = wasteCode(id, on: date) else { return nil }
        let rows = wasteCriteria.edition(on: date).rows.filter { $0.country == nil || $0.country == country }
        let narrow = [id.text, id.subchapter, id.chapter].map { digits in
            rows.filter { row in
                guard case .digits(digits, let onlyHazardous) = row.scope else { return false }
                return code.isHazardous || !onlyHazardous
            }
        }
        let dangers = baselCodes.edition(on: date)
        // The narrowest that says anything says it all: a lead battery is not what its chapter is.
        let classes =
            code.isHazardous ? narrow.lazy.map { $0.filter { $0.topic == .hazardClass } }.first { !$0.isEmpty } ?? [] : []
        var ordered = narrow.flatMap { $0 }
        for row in classes { ordered += rows.filter { $0.scope == .hazardClass(row.value) } }
        if code.entryType.isMirror { ordered += rows.filter { $0.scope == .mirror } }
        // Of a pair the contents decide, whatever the list says of its kind.
        ordered += rows.filter {
            $0.scope == (code.isHazardous ? .hazardous : .nonHazardous) && !(code.entryType.isMirror && $0.topic == .test)
        }
        ordered += rows.filter { $0.scope == .all }
        var statements = Dictionary(grouping: ordered.filter { $0.topic != .hazardClass }, by: \.topic)
        statements[.time] = statements[.time].map { Array($0.prefix(1)) }
        return WasteCriteria(
            code: code, classes: classes.compactMap { row in dangers[row.value].map { ($0, row) } }, statements: statements,
            pair: pair(of: code, on: date))
    }

    /// Codes that name this one or that it names, where the contents decide between them.
    private func pair(of code: WasteCode, on date: CalendarDate) -> [WasteCode] {
        guard code.entryType.isMirror else { return [] }
        return wasteCodes.edition(on: date).rows.filter { other in
            other.id != code.id && other.entryType.isMirror && other.isHazardous != code.isHazardous
                && (code.refs.contains(other.id) || other.refs.contains(code.id))
        }
    }
}
