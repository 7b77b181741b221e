// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Rulings
import Stores

/// A firm's question as typed.
public struct InquiryForm: Hashable, Sendable {
    public var process = ""
    public var product = ""
    public var detail = ""
    /// Answers given to the finder before.
    public var path = ""

    public init() {}
}

/// An officer's ruling as typed.
public struct RulingForm: Hashable, Sendable {
    public var waste = ""
    /// `yes` or `no`.
    public var hazardous = ""
    public var subject = ""
    public var reason = ""
    public var source = ""

    public init() {}
}

extension Platform {
    /// A firm asks an officer what a waste is.
    ///
    /// - Throws: every problem of the form with its field.
    public func askRuling(_ form: InquiryForm, photo: Photo? = nil, by actor: Actor, at moment: Instant? = nil) async throws -> WasteInquiry {
        let lists = self.lists
        let hash = photo.map { Secrets.hex(secrets.sha256($0.bytes)) }
        return try await perform("waste.ask", by: actor, at: moment) { work in
            guard let own = actor.principal?.id else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.askRuling, actor: actor, subject: actor.wholeReach) { throw refusal }
            var reader = FormReader(lists: lists, today: work.today)
            reader.problems = photo?.problems("photo") ?? []
            let process = reader.needed(form.process, "process", RulingPhrase.processMissing)
            let product = reader.needed(form.product, "product", RulingPhrase.productMissing)
            let detail = reader.text(form.detail.trimmedBlanks, field: "detail")
            guard reader.problems.isEmpty, let process = try work.seal(process), let product = try work.seal(product) else {
                throw PlatformError.invalid(reader.problems)
            }
            let path = WasteFinder.shipped.walk(String(form.path.prefix(200)), in: lists, on: work.today).path
            let inquiry = WasteInquiry(
                id: work.mint(), organisation: own, askedAt: work.now, process: process, product: product, detail: try work.seal(detail), photo: hash,
                path: path)
            if let photo, let hash, let type = photo.mediaType {
                try work.notes.attach(photo.bytes, hash: hash, mediaType: type, to: DocumentID(inquiry.id.value), at: work.now)
            }
            try work.rulings.insert(inquiry)
            work.record(.inquiry(inquiry))
            return inquiry
        }
    }

    /// An officer rules on a question; what he writes is published without the firm's name.
    ///
    /// - Throws: every problem of the form with its field; ``PlatformError/stale`` when another officer was quicker.
    public func giveRuling(_ id: InquiryID, version: Int, _ form: RulingForm, by actor: Actor, at moment: Instant? = nil) async throws -> WasteInquiry {
        let lists = self.lists
        return try await perform("waste.rule", by: actor, at: moment) { work in
            guard let inquiry = try work.rulings.inquiry(id) else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.giveRuling, actor: actor, subject: inquiry.subject) { throw refusal }
            guard inquiry.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let code = form.waste.trimmedBlanks.isEmpty ? nil : reader.waste(form.waste, field: "waste")
            if form.waste.trimmedBlanks.isEmpty { reader.problems.append(RulingPhrase.wasteMissing.problem("waste")) }
            let subject = reader.needed(form.subject, "subject", RulingPhrase.subjectMissing)
            let reason = reader.needed(form.reason, "reason", RulingPhrase.reasonMissing)
            let source = reader.needed(form.source, "source", RulingPhrase.sourceMissing)
            let says: [String: Bool] = ["yes": true, "no": false]
            reader.problems += WasteRuling.problems(
                saysHazardous: says[form.hazardous], listed: code?.isHazardous,
                texts: [("subject", subject ?? ""), ("reason", reason ?? ""), ("source", source ?? "")], firm: try work.names(of: inquiry.organisation))
            guard reader.problems.isEmpty, let code, let subject = try work.seal(subject), let reason = try work.seal(reason),
                let source = try work.seal(source)
            else { throw PlatformError.invalid(reader.problems) }
            let after = inquiry.ruled(
                WasteRuling(
                    waste: code.id, isHazardous: code.isHazardous, subject: subject, reason: reason, source: source,
                    ruledBy: actor.principal?.id ?? OrganisationID(0), ruledAt: work.now))
            try work.rulings.update(after, from: version)
            work.record(.inquiry(after))
            return after
        }
    }
}

extension WasteInquiry {
    /// What permissions see of it.
    var subject: Subject { Subject(parties: [organisation]) }
}

extension Work {
    var rulings: RulingStore { RulingStore(session) }

    /// Names by which a firm could be known again.
    fileprivate func names(of id: OrganisationID) throws -> [String] {
        let firm = try registry.organisation(id)
        let sites = try registry.sites(of: id)
        return [firm?.nameEnglish, firm?.nameLocal].compactMap { $0 } + sites.flatMap { [$0.nameEnglish, $0.nameLocal] }
    }
}

extension FormReader {
    /// A text that must be there.
    fileprivate mutating func needed(_ typed: String, _ field: String, _ missing: RulingPhrase) -> String? {
        let text = text(typed.trimmedBlanks, field: field)
        if typed.trimmedBlanks.isEmpty { problems.append(missing.problem(field)) }
        return text
    }
}
