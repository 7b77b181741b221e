// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Why two firms look like one, and how much.
public struct Likeness: Hashable, Sendable, Codable {
    public enum Reason: String, CaseIterable, Codable, Sendable {
        case sameNumber, sameName, sameLocalName, similarName, similarLocalName, sameCommune, sameDistrict, sameProvince, near

        /// What it counts. Our own figures: alone, only an equal number makes a pair; equal names need one province, names
        /// with slips one district or a few hundred metres.
        var points: Int {
            switch self {
            case .sameNumber: 60
            case .sameName, .sameLocalName: 40
            case .similarName, .similarLocalName: 25
            case .sameCommune, .near: 20
            case .sameDistrict: 12
            case .sameProvince: 5
            }
        }

        public var phrase: DuplicatePhrase { DuplicatePhrase(rawValue: "reason" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .reasonNear }
    }

    /// Sum of the reasons' points.
    public let score: Int
    /// In the order of the list.
    public let reasons: [Reason]

    /// From this sum on two firms are shown to an officer.
    public static let pairFrom = 42
    /// From this sum on a firm is shown to a driver who is about to enter it anew: the same name anywhere, one with slips in the province.
    public static let askFrom = 30
    /// Metres between two sites that count as near.
    public static let nearMetres = 300.0

    public init(_ reasons: Set<Reason>) {
        self.reasons = Reason.allCases.filter(reasons.contains)
        score = self.reasons.reduce(0) { $0 + $1.points }
    }

    /// How alike two firms are; `nil` when not enough to show them.
    ///
    /// - Parameter least: the sum from which they count as alike.
    public static func between(_ a: FirmFace, _ b: FirmFace, atLeast least: Int = pairFrom) -> Likeness? {
        var reasons: Set<Reason> = []
        if !a.number.isEmpty, a.number == b.number { reasons.insert(.sameNumber) }
        compare(a.english, b.english, same: .sameName, similar: .similarName, &reasons)
        compare(a.local, b.local, same: .sameLocalName, similar: .similarLocalName, &reasons)
        guard !reasons.isEmpty else { return nil }
        // Both have both names and only one agrees: the agreement is worth no more than a name with slips.
        if ![a.english, b.english, a.local, b.local].contains(""), reasons.isDisjoint(with: english) || reasons.isDisjoint(with: local) {
            if reasons.remove(.sameName) != nil { reasons.insert(.similarName) }
            if reasons.remove(.sameLocalName) != nil { reasons.insert(.similarLocalName) }
        }
        for one in a.places {
            for other in b.places { reasons.formUnion(common(one, other)) }
        }
        let likeness = Likeness(reasons)
        return likeness.score >= least ? likeness : nil
    }

    private static let english: Set<Reason> = [.sameName, .similarName]
    private static let local: Set<Reason> = [.sameLocalName, .similarLocalName]

    private static func compare(_ a: String, _ b: String, same: Reason, similar: Reason, _ reasons: inout Set<Reason>) {
        guard !a.isEmpty, !b.isEmpty else { return }
        if a == b {
            reasons.insert(same)
        } else if a.filter(\.isNumber) == b.filter(\.isNumber), let limit = editsAllowed(min(a.unicodeScalars.count, b.unicodeScalars.count)),
            NameCore.edits(a, b, limit: limit) != nil
        {
            reasons.insert(similar)
        }
    }

    /// A number in a name tells two firms apart, workshop 3 from workshop 13; a short name is another name already with one letter changed.
    private static func editsAllowed(_ length: Int) -> Int? { length < 5 ? nil : length < 10 ? 1 : 2 }

    private static func common(_ a: FirmFace.Place, _ b: FirmFace.Place) -> Set<Reason> {
        guard a.province == b.province else { return [] }
        var reasons: Set<Reason> = [.sameProvince]
        if let district = a.district, district == b.district { reasons.insert(.sameDistrict) }
        if let commune = a.commune, commune == b.commune, a.district == b.district || a.district == nil || b.district == nil { reasons.insert(.sameCommune) }
        if let here = a.position, let there = b.position, metres(here, there) <= nearMetres { reasons.insert(.near) }
        return reasons
    }

    /// On a plane that touches the earth between the two: good to a metre at such distances, within the tropics.
    private static func metres(_ a: Position, _ b: Position) -> Double {
        let north = (a.latitude - b.latitude) * 111_195
        // Cosine of the latitude by its series; three terms are exact to a thousandth up to 24 degrees.
        let radians = (a.latitude + b.latitude) / 2 * Double.pi / 180
        let cosine = 1 - radians * radians / 2 + radians * radians * radians * radians / 24
        let east = (a.longitude - b.longitude) * 111_195 * cosine
        return (north * north + east * east).squareRoot()
    }
}
