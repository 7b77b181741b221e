// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// An outlet as somebody typed and chose it.
public struct OutletForm: Hashable, Sendable {
    /// Id of the site; of a new outlet.
    public var site = ""
    /// `OUT-1`; of a new outlet.
    public var code = ""
    /// `water` or `air`; of a new outlet.
    public var medium = ""
    /// Where it is.
    public var name = ""
    /// ISO dates. The first day is blank for today; the last for one that is open.
    public var openedOn = ""
    public var closedOn = ""
    /// From which day on what follows holds; blank for the first day, and of a change for today.
    public var from = ""
    public var receiving = ""
    /// Name of the river or works.
    public var receivingName = ""
    /// Column of the standard; blank while nobody knows.
    public var column = ""

    public init() {}
}

extension Platform {
    /// Adds an outlet to a site.
    ///
    /// - Throws: every problem with its field.
    public func addOutlet(_ form: OutletForm, by actor: Actor, at moment: Instant? = nil) async throws -> Outlet {
        let lists = self.lists
        return try await perform("outlet.add", by: actor, at: moment) { work in
            guard let id = SiteID(text: form.site) else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("site")]) }
            let site = try work.site(id, for: .keepOutlets)
            var reader = FormReader(lists: lists, today: work.today)
            let medium = DischargeMedium(rawValue: form.medium)
            if medium == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("medium")) }
            let code = reader.short(form.code, field: "code")
            if code.isEmpty { reader.problems.append(DischargePhrase.outletCodeMissing.problem("code")) }
            if !code.isEmpty, try work.discharge.outlet(at: site.id, code: code) != nil {
                reader.problems.append(DischargePhrase.outletCodeKnown.problem("code", ["code": .text(code)]))
            }
            let opened = form.openedOn.isEmpty ? work.today : reader.date(form.openedOn, field: "openedOn")
            let closed = reader.lastDay(form.closedOn, first: opened)
            let standing = reader.standing(form, medium: medium, first: opened, otherwise: opened, self)
            let name = reader.short(form.name, field: "name")
            guard let medium, let opened, let standing, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let outlet = Outlet(
                id: work.mint(), site: site.id, code: code, medium: medium, name: name, openedOn: opened, closedOn: closed, standing: standing)
            try work.discharge.insert(outlet)
            work.record(.discharge(.outlet(outlet), before: nil))
            return outlet
        }
    }

    /// Changes where an outlet is said to be and its last day, and records where it leads from a day on. What held before stays.
    ///
    /// - Throws: every problem with its field; ``PlatformError/stale`` when somebody saved a later version.
    public func changeOutlet(_ id: OutletID, to form: OutletForm, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Outlet {
        let lists = self.lists
        return try await perform("outlet.change", by: actor, at: moment) { work in
            let (before, site) = try work.outlet(id, for: .keepOutlets)
            guard before.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let closed = reader.lastDay(form.closedOn, first: before.openedOn)
            if let closed, let last = try work.discharge.lastSampled(of: id), last > closed {
                reader.problems.append(DischargePhrase.outletHasLater.problem("closedOn", ["day": .date(last)]))
            }
            let standing = reader.standing(form, medium: before.medium, first: before.openedOn, otherwise: work.today, self)
            var after = before
            after.name = reader.short(form.name, field: "name")
            after.closedOn = closed
            after.version += 1
            guard let standing, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let known = before.standing(on: standing.from)
            if known.receiving != standing.receiving || known.name != standing.name || known.column != standing.column { after.record(standing) }
            try work.keepLoads(of: site) { try work.discharge.update(after, from: version) }
            work.record(.discharge(.outlet(after), before: .outlet(before)))
            return after
        }
    }
}

extension FormReader {
    /// A text of one line that stands in lists.
    mutating func short(_ text: String, field: String, most: Int = ResultDraft.textMost) -> String {
        let text = text.trimmedBlanks
        if text.count > most {
            problems.append(DischargePhrase.textTooLong.problem(field, ["most": .number(Int64(most)), "length": .number(Int64(text.count))]))
        }
        return text
    }

    fileprivate mutating func lastDay(_ text: String, first: CalendarDate?) -> CalendarDate? {
        guard !text.isEmpty, let closed = date(text, field: "closedOn") else { return nil }
        if let first, closed < first {
            problems.append(DischargePhrase.outletClosedBeforeOpened.problem("closedOn", ["closed": .date(closed), "opened": .date(first)]))
        }
        return closed
    }

    fileprivate mutating func standing(
        _ form: OutletForm, medium: DischargeMedium?, first: CalendarDate?, otherwise: CalendarDate?, _ platform: Platform
    ) -> OutletStanding? {
        let from = form.from.isEmpty ? otherwise : date(form.from, field: "from")
        if let from, let first, from < first { problems.append(DischargePhrase.standingTooEarly.problem("from", ["day": .date(first)])) }
        let receiving = form.receiving.isEmpty && medium == .air ? .air : ReceivingBody(rawValue: form.receiving)
        if receiving == nil { problems.append(OperationPhrase.fieldMissing.problem("receiving")) }
        if let receiving, let medium, (receiving == .air) != (medium == .air) {
            problems.append(DischargePhrase.outletReceivingMismatch.problem("receiving"))
        }
        if let medium, !form.column.isEmpty, !platform.dischargeLimits.columns(platform.country, medium).contains(where: { $0.column == form.column }) {
            problems.append(DischargePhrase.outletColumnUnknown.problem("column", ["text": .text(String(form.column.prefix(40)))]))
        }
        let name = short(form.receivingName, field: "receivingName")
        guard let from, let receiving else { return nil }
        return OutletStanding(from: from, receiving: receiving, name: name, column: form.column.isEmpty ? nil : form.column)
    }
}
