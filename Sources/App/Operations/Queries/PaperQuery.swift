// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Which blank paper notes are to be listed; what is not said is left open.
public struct PaperFilter: Hashable, Sendable {
    public var state: PaperState?
    public var batch: PaperBatchID?
    /// Registration number of the firm for which they were printed, as typed.
    public var firm: String
    /// Code of the province whose office hands them out.
    public var province: String
    /// First and last month of printing.
    public var from: Month?
    public var until: Month?

    public init(
        state: PaperState? = nil, batch: PaperBatchID? = nil, firm: String = "", province: String = "", from: Month? = nil, until: Month? = nil
    ) {
        self.state = state
        self.batch = batch
        self.firm = firm
        self.province = province
        self.from = from
        self.until = until
    }
}

/// Blank paper notes with what became of them.
public struct PaperList: Sendable {
    public struct Row: Sendable {
        public var sheet: PaperSheet
        /// Why it was voided; `nil` once erased.
        public var reason: String?
    }

    public var rows: [Row]
    /// The last number of this page, where more follow.
    public var next: String?
    /// Whose notes are listed; `nil` for those of everybody.
    public var holder: PaperHolder?
    public var organisations: [OrganisationID: Organisation]
    /// The latest batches of whoever's notes are listed, for choosing one.
    public var batches: [PaperBatch]
}

/// Sheets of one batch, ready to be printed.
public struct PaperPrint: Sendable {
    public var batch: PaperBatch
    /// From ``first`` on, in order.
    public var sheets: [PaperSheet]
    public var first: Int
    public var organisation: Organisation?
}

/// What is said of a number to whoever asks.
public struct PaperLook: Sendable {
    public var number: String
    /// `nil` where no such number was ever printed.
    public var state: PaperState?
    public var printedOn: CalendarDate?
    /// Code of the province, where an office handed it out.
    public var province: String?
    /// The firm for which it was printed: for officers, and for that firm.
    public var organisation: Organisation?
    /// The note for which it was used, where one may open it.
    public var note: DocumentID?
}

extension Platform {
    /// Batches that the list offers for choosing one.
    public static let paperBatchesOffered = 24

    /// Blank paper notes of the acting organisation, of the mandate's province, or of the nation; an officer also asks for those
    /// of one firm. Those of somebody out of reach are none.
    public func paperList(_ filter: PaperFilter = PaperFilter(), after: String? = nil, limit: Int, by actor: Actor) async throws -> PaperList {
        let zone = self.zone
        return try await read { r in
            let reach = try r.paperHolder(of: actor)
            var list = PaperList(rows: [], next: nil, holder: reach, organisations: [:], batches: [])
            guard let holder = try r.holder(filter, within: reach, by: actor) else { return list }
            func start(_ month: Month?, adding months: Int = 0) -> Instant? {
                month.map { zone.start(of: Period.month($0.adding(months: months)).first) }
            }
            var found = try r.papers.sheets(
                of: holder.one, filter.state, batch: filter.batch, printed: (start(filter.from), start(filter.until, adding: 1)), after: after,
                limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            list.batches = try r.papers.batches(of: holder.one, limit: Self.paperBatchesOffered)
            let firms = (found.map(\.batch) + list.batches).compactMap { batch -> OrganisationID? in
                if case .organisation(let id) = batch.holder { id } else { nil }
            }
            list.rows = try found.map { PaperList.Row(sheet: $0, reason: try $0.voidReason.flatMap { try r.journal.open($0) }) }
            list.next = hasMore ? found.last?.number : nil
            list.organisations = try r.registry.organisations(Set(firms))
            return list
        }
    }

    /// Sheets of a batch, for whoever may print them.
    public func paperPrint(_ id: PaperBatchID, from first: Int = 0, limit: Int, by actor: Actor) async throws -> PaperPrint {
        try await read { r in
            guard let batch = try r.papers.batch(id) else { throw PlatformError.notFound }
            guard may(.managePaper, actor: actor, subject: try r.subject(of: batch.holder)).isAllowed else { throw PlatformError.notFound }
            let sheets = try r.papers.sheets(of: id, from: first, limit: limit)
            var firm: Organisation?
            if case .organisation(let id) = batch.holder { firm = try r.registry.organisation(id) }
            return PaperPrint(batch: batch, sheets: sheets, first: first, organisation: firm)
        }
    }

    /// What became of a number, for anybody who holds the paper. Whose it is is told to officers and to its holder only.
    ///
    /// - Throws: a worded refusal when it cannot be such a number.
    public func paperLook(_ typed: String, by actor: Actor?) async throws -> PaperLook {
        let number = try PaperNumber.read(typed).get().description
        return try await read { r in
            guard let sheet = try r.papers.sheet(number) else { return PaperLook(number: number) }
            var look = PaperLook(number: number, state: sheet.state, printedOn: sheet.batch.printedOn)
            switch sheet.batch.holder {
            case .province(let code): look.province = code
            case .organisation(let id):
                let isOfficer = actor.map { $0.principal?.mandate != nil && !$0.roles.isDisjoint(with: [.officer, .inspector]) } ?? false
                if isOfficer || actor?.principal?.id == id { look.organisation = try r.registry.organisation(id) }
            }
            if let actor, let id = sheet.note, let note = try r.notes.note(id),
                may(.readNote, actor: actor, subject: try r.subject(of: note, for: actor)).isAllowed
            {
                look.note = id
            }
            return look
        }
    }
}

extension PaperLook {
    fileprivate init(number: String) { self.init(number: number, state: nil) }
    fileprivate init(number: String, state: PaperState?, printedOn: CalendarDate? = nil) {
        self.number = number
        self.state = state
        self.printedOn = printedOn
        province = nil
        organisation = nil
        note = nil
    }
}

/// Whose notes are listed: of one holder, or of everybody.
private struct ListedHolder {
    var one: PaperHolder?
}

extension Reading {
    /// Whose notes a filter means within an actor's reach; `nil` when nobody's.
    fileprivate func holder(_ filter: PaperFilter, within reach: PaperHolder?, by actor: Actor) throws -> ListedHolder? {
        let number = filter.firm.trimmedBlanks
        let asked: PaperHolder
        if !number.isEmpty {
            guard let firm = try registry.organisation(registrationNumber: RegistrationNumber.normalised(number)) else { return nil }
            asked = .organisation(firm.id)
        } else if !filter.province.isEmpty {
            asked = .province(filter.province)
        } else {
            return ListedHolder(one: reach)
        }
        // One holder is both asked for only where it is the same.
        if !number.isEmpty, !filter.province.isEmpty { return nil }
        return may(.managePaper, actor: actor, subject: try subject(of: asked)).isAllowed ? ListedHolder(one: asked) : nil
    }

    /// Whose paper notes an actor rules over: `nil` is everybody's.
    ///
    /// - Throws: ``PermissionRefusal`` when the actor may not.
    fileprivate func paperHolder(of actor: Actor) throws -> PaperHolder? {
        if may(.managePaper, actor: actor, subject: Subject()).isAllowed { return nil }
        if let province = actor.principal?.mandate?.province, may(.managePaper, actor: actor, subject: Subject(provinces: [province])).isAllowed {
            return .province(province)
        }
        if case .refused(let refusal) = may(.managePaper, actor: actor, subject: actor.wholeReach) { throw refusal }
        guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
        return .organisation(own)
    }
}
