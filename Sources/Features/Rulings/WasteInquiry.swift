// SPDX-License-Identifier: Apache-2.0

import Domain

// Rulings: what a firm asks an officer about a waste whose code it cannot find, and what the officer rules. The question is the firm's
// own and read by it and by officers; the ruling is for everybody and names no firm.
//
//   WasteInquiry    a firm's question, with the ruling once there is one
//   WasteRuling     code, hazardous or not, reason and source
//   RulingPhrase    what this room says to people

public enum InquiryKind {}
public typealias InquiryID = Identifier<InquiryKind>

/// A firm's question: what is this waste? It is ruled on once or, when the law or the facts changed, again.
public struct WasteInquiry: Hashable, Sendable, Codable, Identifiable {
    public let id: InquiryID
    /// Whose question it is; never published.
    public let organisation: OrganisationID
    public let askedAt: Instant
    /// From which process it comes, in the firm's words.
    public let process: SealedText
    /// What it is, in the firm's words.
    public let product: SealedText
    public let detail: SealedText?
    /// SHA-256 of a picture, 64 hexadecimal digits.
    public let photo: String?
    /// Answers given to the finder before, joined by points; may be blank.
    public let path: String
    public private(set) var ruling: WasteRuling?
    /// Goes up by one with each ruling.
    public private(set) var version: Int

    public init(
        id: InquiryID, organisation: OrganisationID, askedAt: Instant, process: SealedText, product: SealedText, detail: SealedText?, photo: String?,
        path: String
    ) {
        self.id = id
        self.organisation = organisation
        self.askedAt = askedAt
        self.process = process
        self.product = product
        self.detail = detail
        self.photo = photo
        self.path = path
        version = 1
    }

    public var isOpen: Bool { ruling == nil }

    /// An officer rules, or rules again.
    public func ruled(_ ruling: WasteRuling) -> WasteInquiry {
        var after = self
        after.ruling = ruling
        after.version += 1
        return after
    }
}

/// What an officer ruled, for everybody.
public struct WasteRuling: Hashable, Sendable, Codable {
    public let waste: WasteCodeID
    public let isHazardous: Bool
    /// What the ruling is about, in the officer's words and without the firm's name.
    public let subject: SealedText
    public let reason: SealedText
    /// The law, list or test it stands on.
    public let source: SealedText
    public let ruledBy: OrganisationID
    public let ruledAt: Instant

    public init(
        waste: WasteCodeID, isHazardous: Bool, subject: SealedText, reason: SealedText, source: SealedText, ruledBy: OrganisationID, ruledAt: Instant
    ) {
        self.waste = waste
        self.isHazardous = isHazardous
        self.subject = subject
        self.reason = reason
        self.source = source
        self.ruledBy = ruledBy
        self.ruledAt = ruledAt
    }

    /// What a ruling may not be: a code of the list says itself whether it is hazardous, and the published words must not name the firm.
    ///
    /// - Parameters:
    ///   - saysHazardous: what the officer chose; `nil` when nothing was.
    ///   - listed: whether the list says that the code is hazardous.
    ///   - texts: what would be published, by the field it was typed in.
    ///   - firm: names of the firm and of its sites in every language.
    public static func problems(saysHazardous: Bool?, listed: Bool?, texts: [(field: String, text: String)], firm: [String]) -> [Problem] {
        var problems: [Problem] = []
        if saysHazardous == nil {
            problems.append(RulingPhrase.hazardMissing.problem("hazardous"))
        } else if let listed, saysHazardous != listed {
            problems.append((listed ? RulingPhrase.codeIsHazardous : .codeIsNotHazardous).problem("hazardous"))
        }
        let names = firm.map { TextFolding.fold($0) }.filter { $0.count >= namesLeast }
        for (field, text) in texts {
            let folded = TextFolding.fold(text)
            if names.contains(where: folded.contains) { problems.append(RulingPhrase.firmNamed.problem(field)) }
        }
        return problems
    }

    /// Signs of a name below which finding it in a text means nothing.
    private static let namesLeast = 4
}
