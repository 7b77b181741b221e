// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Stores

/// A limit of a permit as an officer typed it from its paper.
public struct PermitLimitForm: Hashable, Sendable {
    /// Id of the outlet; blank for all of the site.
    public var outlet = ""
    public var parameter = ""
    /// `<`, `<=`, `>`, `>=` or `range`.
    public var relation = ""
    public var lower = ""
    public var upper = ""
    public var unit = ""
    public var permit = ""
    public var issuedBy = ""
    /// ISO dates; the last day may be blank.
    public var validFrom = ""
    public var validUntil = ""
    public var source = ""

    public init() {}
}

extension Platform {
    /// Types the volume that left by an outlet in a month, or puts it right.
    ///
    /// - Parameters:
    ///   - month: `2026-09`.
    ///   - cubicMetres: as typed.
    ///   - method: a name of ``VolumeMethod``.
    /// - Throws: every problem with its field.
    public func recordDischargeVolume(
        of id: OutletID, month: String, cubicMetres: String, method: String, by actor: Actor, at moment: Instant? = nil
    ) async throws -> DischargeVolume {
        let lists = self.lists
        return try await perform("discharge.volume", by: actor, at: moment) { work in
            let (outlet, site) = try work.outlet(id, for: .recordResults)
            var reader = FormReader(lists: lists, today: work.today)
            let volume = reader.volume(cubicMetres)
            let method = VolumeMethod(rawValue: method)
            if method == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("method")) }
            let month = Month(iso: month.trimmedBlanks)
            let last = min(work.today, outlet.closedOn ?? work.today).month
            let isKnown = month.map { outlet.openedOn.month <= $0 && $0 <= last } ?? false
            if !isKnown || outlet.medium != .water { reader.problems.append(DischargePhrase.volumeMonth.problem("month")) }
            guard let volume, let method, let month, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            if let before = try work.discharge.volume(of: id, month: month) {
                var after = before
                after.volume = volume
                after.method = method
                after.version += 1
                try work.keepLoads(of: site, [month]) { try work.discharge.update(after, from: before.version) }
                work.record(.discharge(.volume(after), before: .volume(before)))
                return after
            }
            let made = DischargeVolume(id: work.mint(), outlet: id, month: month, volume: volume, method: method)
            try work.keepLoads(of: site, [month]) { try work.discharge.insert(made) }
            work.record(.discharge(.volume(made), before: nil))
            return made
        }
    }

    /// An officer records a limit that stands in a site's permit.
    ///
    /// - Throws: every problem with its field.
    public func recordPermitLimit(_ form: PermitLimitForm, of site: SiteID, by actor: Actor, at moment: Instant? = nil) async throws -> PermitLimit {
        let lists = self.lists
        return try await perform("permit.limit", by: actor, at: moment) { work in
            let site = try work.site(site, for: .recordPermit)
            var reader = FormReader(lists: lists, today: work.today)
            let outlet = try OutletID(text: form.outlet).flatMap { try work.discharge.outlet($0) }
            // A limit of an outlet that cannot be found must not turn into one of all.
            guard form.outlet.isEmpty || outlet?.site == site.id else { throw PlatformError.notFound }
            let parameters = DischargeParameters.shipped
            let parameter = parameters[form.parameter] ?? outlet.flatMap { parameters.named(form.parameter, in: $0.medium) }
            if parameter == nil || (outlet != nil && parameter?.medium != outlet?.medium) {
                let isBlank = form.parameter.isEmpty
                reader.problems.append(
                    (isBlank ? DischargePhrase.parameterMissing : .parameterUnknown).problem("parameter", ["text": .text(String(form.parameter.prefix(40)))]))
            }
            let bound = reader.bound(form, of: parameter, ResultUnits(lists.units.edition(on: work.today)))
            let (permit, issuedBy) = (reader.short(form.permit, field: "permit"), reader.short(form.issuedBy, field: "issuedBy"))
            if permit.isEmpty { reader.problems.append(DischargePhrase.permitMissing.problem("permit")) }
            if issuedBy.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("issuedBy")) }
            let source = reader.short(form.source, field: "source", most: 300)
            if source.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("source")) }
            if form.validFrom.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("validFrom")) }
            let from = form.validFrom.isEmpty ? nil : reader.date(form.validFrom, field: "validFrom")
            let until = form.validUntil.isEmpty ? nil : reader.date(form.validUntil, field: "validUntil")
            if let from, let until, until < from { reader.problems.append(OperationPhrase.permitDates.problem("validUntil")) }
            guard let parameter, let bound, let from, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let limit = PermitLimit(
                id: work.mint(), site: site.id, outlet: outlet?.id, medium: parameter.medium, parameter: parameter.code, bound: bound, permit: permit,
                issuedBy: issuedBy, validFrom: from, validUntil: until, source: source)
            try work.discharge.insert(limit)
            work.record(.discharge(.permitLimit(limit), before: nil))
            return limit
        }
    }
}

extension FormReader {
    mutating func volume(_ text: String, field: String = "volume") -> Volume? {
        let before = problems.count
        guard let number = decimal(text, field: field) else {
            if problems.count == before { problems.append(DischargePhrase.volumeMissing.problem(field)) }
            return nil
        }
        // Millilitres of a cubic metre.
        guard number.digits >= 0, let raw = number.scaled(by: ExactDecimal(digits: 1_000_000, scale: 0)), Volume(raw.whole) <= DischargeVolume.most else {
            problems.append(
                DischargePhrase.volumeTooLarge.problem(field, ["text": .text(number.description), "most": .number(DischargeVolume.most.raw / 1_000_000)]))
            return nil
        }
        return Volume(raw.whole)
    }

    fileprivate mutating func bound(_ form: PermitLimitForm, of parameter: DischargeParameter?, _ units: ResultUnits) -> Bound? {
        let relation = Bound.Relation(rawValue: form.relation)
        if relation == nil { problems.append(OperationPhrase.fieldMissing.problem("relation")) }
        let before = problems.count
        let (lower, upper) = (decimal(form.lower, field: "lower"), decimal(form.upper, field: "upper"))
        guard let parameter else { return nil }
        guard let unit = units.unit(form.unit, for: parameter) else {
            let expected = units.units(for: parameter).map(\.symbol).joined(separator: ", ")
            problems.append(
                (form.unit.isEmpty ? DischargePhrase.unitMissing : .unitUnknown).problem(
                    "unit", ["text": .text(String(form.unit.prefix(20))), "expected": .text(expected)]))
            return nil
        }
        guard problems.count == before, let relation else { return nil }
        let bound = Bound(
            relation, lower: lower.flatMap { Measure($0).times(unit.factor) }, upper: upper.flatMap { Measure($0).times(unit.factor) })
        if bound == nil { problems.append(DischargePhrase.boundMissing.problem(relation == .above || relation == .atLeast ? "lower" : "upper")) }
        return bound
    }
}
