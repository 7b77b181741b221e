// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

/// The registers that firms in the waste chain must keep.
public enum RegisterKind: String, CaseIterable, Sendable {
    /// Handed over, by the day of collection.
    case outgoing
    /// Carried, by the day on which the carrier took the load over.
    case transported
    /// Received, by the day of arrival.
    case incoming
    /// Treated, by the day of treatment.
    case treated
}

/// One waste of one load, or one treatment of it.
public struct RegisterLine: Sendable {
    public var date: CalendarDate
    public var note: DocumentID
    public var number: String
    /// Position of the waste on the note, from 1.
    public var line: Int
    public var state: ManifestState
    public var waste: WasteCodeID
    public var isHazardous: Bool
    public var containers: Int?
    public var sender: Party
    public var carriers: [Party]
    public var receiver: Party
    public var declared: GivenMass
    /// `nil` before the plant has weighed.
    public var weighed: Mass?
    /// Whether that is a share of one weight for a whole collection round.
    public var isWeightShared = false
    /// `nil` before the plant has decided.
    public var accepted: Mass?
    public var refused: Mass?
    public var intended: TreatmentCode?
    /// Of a treatment: what was done, and to how much.
    public var treatment: TreatmentCode?
    public var treated: Mass?
    /// Who took it without licence; such a load has neither carrier nor receiver.
    public var buyer: BuyerKind?
    /// Nobody registered is known as the sender.
    public var isSenderKnown = true
    /// Recorded late and not confirmed by its sender.
    public var isLate = false
    /// Days beyond those that the policy leaves for recording.
    public var daysLate = 0
}

/// Sums over all lines of a register. What is not known yet is in none of them.
public struct RegisterTotals: Sendable {
    public var declared = Mass.zero
    public var weighed = Mass.zero
    public var accepted = Mass.zero
    public var refused = Mass.zero
    public var treated = Mass.zero
}

/// A firm's register over some months.
public struct Register: Sendable {
    public var kind: RegisterKind
    public var organisation: Organisation
    /// Firms that went into it. Their lines stand among its own and name them as they signed.
    public var merged: [Organisation]
    /// The organisation's own.
    public var ownSites: [Site]
    public var months: ClosedRange<Month>
    /// In order of date, note and line.
    public var lines: [RegisterLine]
    public var totals: RegisterTotals
    /// More loads lie in these months than one register takes; the lines are the first of them.
    public var isCut: Bool
    public var organisations: [OrganisationID: Organisation]
    public var sites: [SiteID: Site]
    public var mayExport: Bool
    /// The lines are one page of many, by month and note; they are summed nowhere, and the totals are this page's.
    public var isPaged = false
    /// Where the next page of such a register begins; `nil` on the last.
    public var next: RegisterPlace?
}

extension Platform {
    /// Most notes or treatments in one register; a longer one is asked for month by month.
    public static let registerLimit = 20_000

    /// A register of an organisation over some months.
    ///
    /// - Parameters:
    ///   - id: whose register; the one in whose name one acts when `nil`.
    ///   - site: only lines in which this site took the register's part.
    public func register(
        _ kind: RegisterKind, of id: OrganisationID?, site: SiteID? = nil, months: ClosedRange<Month>, by actor: Actor
    ) async throws -> Register {
        try await readPublished { r in
            try r.register(kind, try r.registerReach(of: id, by: actor), site: site, months: months)
        }
    }
}

/// Whose register it is, as somebody may read it.
struct RegisterReach {
    var organisation: Organisation
    /// The organisation's own.
    var sites: [Site]
    /// Firms that went into it.
    var merged: [Organisation]
    var mayExport: Bool

    var owners: Set<OrganisationID> { Set([organisation.id] + merged.map(\.id)) }
    func sites(_ site: SiteID?) -> [SiteID] { sites.map(\.id).filter { site == nil || site == $0 } }
}

extension Reading {
    /// - Throws: ``PermissionRefusal``, ``PlatformError/notFound``.
    func registerReach(of id: OrganisationID?, by actor: Actor) throws -> RegisterReach {
        guard let id = id ?? actor.principal?.id, let organisation = try registry.organisation(id) else { throw PlatformError.notFound }
        let own = try registry.sites(of: id)
        let today = platform.today
        let subject = Subject(parties: [id], sites: Set(own.map(\.id)), provinces: Set(own.map { $0.attributes(on: today).province }))
        if case .refused(let refusal) = may(.readRegister, actor: actor, subject: subject) { throw refusal }
        return RegisterReach(
            organisation: organisation, sites: own, merged: try registry.predecessors(of: id),
            mayExport: may(.exportRegister, actor: actor, subject: subject).isAllowed)
    }

    /// A register with all its lines, in order and summed.
    func register(_ kind: RegisterKind, _ reach: RegisterReach, site: SiteID?, months: ClosedRange<Month>) throws -> Register {
        let limit = Platform.registerLimit
        var lines: [RegisterLine] = []
        var isCut = false
        if kind == .treated {
            let days = Period.month(months.lowerBound).first...Period.month(months.upperBound).last
            for place in reach.sites(site) {
                let rows = try notes.treatments(at: place, period: days, limit: limit + 1)
                isCut = isCut || rows.count > limit
                lines += try registerLines(rows.prefix(limit))
            }
        } else {
            let found = try notes.registered(reach.owners.sorted(), role: kind.role, months: months, limit: limit + 1)
            isCut = found.count > limit
            var seen: Set<DocumentID> = []
            for note in found.prefix(limit) where seen.insert(note.id).inserted {
                lines += note.registerLines(kind, of: reach.owners, site: site, zone: platform.zone).filter { months.contains($0.date.month) }
            }
        }
        lines.sort { ($0.date, $0.note, $0.line) < ($1.date, $1.note, $1.line) }
        return try made(kind, reach, months, lines, isCut: isCut)
    }

    /// A register of some lines, with everybody whom they name.
    func made(_ kind: RegisterKind, _ reach: RegisterReach, _ months: ClosedRange<Month>, _ lines: [RegisterLine], isCut: Bool) throws -> Register {
        var totals = RegisterTotals()
        for line in lines {
            totals.declared += line.declared.mass
            totals.weighed += line.weighed ?? .zero
            totals.accepted += line.accepted ?? .zero
            totals.refused += line.refused ?? .zero
            totals.treated += line.treated ?? .zero
        }
        let parties = lines.flatMap { [$0.sender, $0.receiver] + $0.carriers }
        return Register(
            kind: kind, organisation: reach.organisation, merged: reach.merged, ownSites: reach.sites, months: months, lines: lines, totals: totals,
            isCut: isCut, organisations: try registry.organisations(Set(parties.map(\.organisation))), sites: try registry.sites(Set(parties.map(\.site))),
            mayExport: reach.mayExport)
    }
}

extension RegisterKind {
    var role: PartyRole {
        switch self {
        case .outgoing: .sender
        case .transported: .carrier
        case .incoming, .treated: .receiver
        }
    }
}

extension Manifest {
    /// The note's lines as they stand in one of the registers of a firm and of those that went into it; none where they took no such part.
    func registerLines(_ kind: RegisterKind, of owners: Set<OrganisationID>, site: SiteID?, zone: CivilZone) -> [RegisterLine] {
        let moment: Instant?
        switch kind {
        case .outgoing:
            guard isSenderKnown, owners.contains(sender.organisation), site == nil || sender.site == site else { return [] }
            moment = legs.compactMap(\.takenOverAt).first
        case .transported:
            guard buyer == nil else { return [] }
            let own = (isCarrierKnown ? legs : Array(legs.dropFirst())).filter {
                owners.contains($0.carrier.organisation) && (site == nil || $0.carrier.site == site)
            }
            moment = own.compactMap(\.takenOverAt).first
        case .incoming, .treated:
            guard owners.contains(receiver.organisation), site == nil || receiver.site == site else { return [] }
            moment = receipt?.arrivedAt
        }
        guard let moment else { return [] }
        return lines.indices.map { registerLine($0, on: zone.date(of: moment)) }
    }

    fileprivate func registerLine(_ i: Int, on date: CalendarDate) -> RegisterLine {
        let line = lines[i]
        var made = RegisterLine(
            date: date, note: id, number: number ?? "", line: i + 1, state: state, waste: line.waste, isHazardous: line.isHazardous,
            containers: line.containers, sender: sender, carriers: legs.map(\.carrier), receiver: receiver, declared: line.declared, weighed: line.weighed,
            accepted: line.accepted, refused: line.weighed == nil || line.accepted == nil ? nil : line.refused, intended: intended)
        made.buyer = buyer?.kind
        made.isWeightShared = receipt?.isShared ?? false
        if buyer != nil { made.carriers = [] }
        if !isCarrierKnown { made.carriers.removeFirst() }
        made.isSenderKnown = isSenderKnown
        made.isLate = countsAsLate
        made.daysLate = trail?.daysLate ?? 0
        return made
    }
}

extension Reading {
    func registerLines(_ rows: some Collection<TreatmentRow>) throws -> [RegisterLine] {
        var known: [DocumentID: Manifest] = [:]
        return try rows.compactMap { row in
            let found = try known[row.note] ?? notes.note(row.note)
            guard let note = found, note.lines.indices.contains(row.line) else { return nil }
            known[row.note] = note
            var line = note.registerLine(row.line, on: row.occurred)
            line.treatment = row.code
            line.treated = row.mass
            return line
        }
    }
}
