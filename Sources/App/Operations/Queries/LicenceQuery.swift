// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Stores

/// The answer to "may this company take this waste?".
public struct LicenceAnswer: Sendable {
    /// What one permit says.
    public struct Line: Sendable {
        public var permit: Permit
        /// The site it is bound to; `nil` for a permit of the whole organisation.
        public var site: Site?
        /// About the waste asked for; `nil` when none was.
        public var verdict: PermitVerdict?
        /// The treatment that the verdict names; `nil` where it is about carrying.
        public var treatment: TreatmentCode?
    }

    /// What all permits of an organisation say together.
    public enum Summary: Sendable {
        /// No permit is recorded here, which proves nothing.
        case nothingRecorded
        case yes
        /// Only records of low confidence speak for or against it: no ground for a verdict.
        case uncertain
        case no
        /// The organisation has closed.
        case closed
    }

    public struct Firm: Sendable {
        public var organisation: Organisation
        /// Codes of the provinces in which it has sites.
        public var provinces: [String]
        public var lines: [Line]
        /// `nil` when no waste was asked for.
        public var summary: Summary?
    }

    /// The waste asked for, as today's list has it.
    public var waste: WasteCode?
    /// What the words may mean, when they name no waste.
    public var wastes: [WasteCodeID]
    public var firms: [Firm]
    /// More firms bear these words than are shown.
    public var hasMore: Bool
    /// Where looking for firms that take the waste goes on.
    public var next: PermitID?
    public var today: CalendarDate
}

extension Platform {
    /// Firms of a name that are looked at, at most.
    private static let licenceMatchesMax = 200

    /// Looks up permits, for anybody.
    ///
    /// With words of a firm: those firms, and what their permits say about the waste. With a waste alone: firms whose
    /// permits cover it, a page after a permit.
    public func licences(firm words: String, waste text: String, after: PermitID?, limit: Int = 10) async throws -> LicenceAnswer {
        let today = self.today
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        let waste = WasteCodeID(written: text).flatMap { lists.wasteCode($0, on: today) }
        let isSearch = waste == nil && text.contains { !$0.isWhitespace }
        let wastes = isSearch ? lists.wasteSearch(on: today).matches(text, limit: 8).map(\.code) : []
        return try await readPublished { r in
            if case .refused(let refusal) = may(.readRegistry, actor: nil, subject: Subject(isPublic: true)) { throw refusal }
            var answer = LicenceAnswer(waste: waste, wastes: wastes, firms: [], hasMore: false, next: nil, today: today)
            guard !isSearch else { return answer }
            if !folded.isEmpty {
                // Many firms share a word; those with something to answer stand first.
                let found = try r.registry.organisations(RegistryFilter(words: folded), pending: .none, limit: Self.licenceMatchesMax)
                let firms = try r.firms(found, waste: waste).enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
                answer.hasMore = firms.count > limit
                answer.firms = firms.prefix(limit).map(\.element)
            } else if let waste {
                let (found, next) = try r.organisations(covering: waste, after: after, limit: limit)
                answer.firms = try r.firms(found, waste: waste)
                answer.next = next
            }
            return answer
        }
    }
}

extension Reading {
    /// Permits looked at for one page, at most; beyond it the reader goes on to the next.
    private static let scanMax = 2000

    /// Open organisations with a permit in force that covers a waste, in order of permit.
    fileprivate func organisations(covering waste: WasteCode, after: PermitID?, limit: Int) throws -> ([Organisation], next: PermitID?) {
        let today = platform.today
        var ids: [OrganisationID] = []
        var last = after
        var scanned = 0
        while scanned < Self.scanMax {
            let permits = try registry.permits(inForceOn: today, after: last, limit: 200)
            for permit in permits {
                let isCovered = permit.wastes.contains { $0.covers(waste.id, isHazardous: waste.isHazardous) }
                if isCovered, !ids.contains(permit.organisation) {
                    if ids.count == limit { return (try open(ids), last) }
                    ids.append(permit.organisation)
                }
                last = permit.id
            }
            scanned += permits.count
            if permits.count < 200 { return (try open(ids), nil) }
        }
        return (try open(ids), last)
    }

    private func open(_ ids: [OrganisationID]) throws -> [Organisation] {
        let known = try registry.organisations(ids)
        let today = platform.today
        return ids.compactMap { known[$0] }.filter { $0.isOpen(on: today) }
    }

    fileprivate func firms(_ organisations: [Organisation], waste: WasteCode?) throws -> [LicenceAnswer.Firm] {
        let today = platform.today
        let permits = try registry.permits(of: organisations.map(\.id))
        let provinces = try registry.provinces(of: organisations.map(\.id))
        let sites = try registry.sites(Set(permits.values.joined().compactMap(\.site)))
        return organisations.map { organisation in
            let lines = (permits[organisation.id] ?? []).map { permit in
                let treatment = permit.treatments.first
                let verdict = waste.map { permit.verdict(waste: $0.id, isHazardous: $0.isHazardous, treatment: treatment, on: today) }
                return LicenceAnswer.Line(permit: permit, site: permit.site.flatMap { sites[$0] }, verdict: verdict, treatment: treatment)
            }
            let isOpen = organisation.isOpen(on: today)
            return LicenceAnswer.Firm(
                organisation: organisation, provinces: provinces[organisation.id] ?? [],
                lines: lines.sorted { ($0.weight, $1.permit.validFrom, $0.permit.id) < ($1.weight, $0.permit.validFrom, $1.permit.id) },
                summary: waste == nil ? nil : !isOpen ? .closed : Self.summary(lines))
        }
    }

    private static func summary(_ lines: [LicenceAnswer.Line]) -> LicenceAnswer.Summary {
        if lines.isEmpty { return .nothingRecorded }
        let certain = lines.filter { $0.permit.confidence != .low }
        if certain.contains(where: { $0.verdict == .allows }) { return .yes }
        if certain.isEmpty || lines.contains(where: { $0.verdict == .allows }) { return .uncertain }
        return .no
    }
}

extension LicenceAnswer.Firm {
    /// Who may take the waste comes first, who has no permit at all last.
    fileprivate var rank: Int {
        switch summary {
        case .yes: 0
        case .uncertain: 1
        case .no: 2
        case .closed: 3
        case .nothingRecorded: 4
        case nil: lines.isEmpty ? 4 : 0
        }
    }
}

extension LicenceAnswer.Line {
    /// Permits that allow come first, those that do not cover the waste at all last.
    fileprivate var weight: Int {
        switch verdict {
        case .allows, nil: permit.confidence == .low ? 1 : 0
        case .expired, .notYetValid: 2
        case .treatmentNotCovered, .transportNotCovered: 3
        case .wasteNotCovered: 4
        }
    }
}
