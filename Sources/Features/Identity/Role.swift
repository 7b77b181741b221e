// SPDX-License-Identifier: Apache-2.0

/// What a person may be within one organisation. A person may hold several roles, as in a firm of three people.
public enum Role: String, CaseIterable, Comparable, Codable, Sendable {
    // In any organisation.
    case administrator, preparer, signer, driver, gate, reader, accountant
    // In authorities.
    case officer, inspector
    // By profession.
    case consultant, verifier, supportCentre, zoneOperator, laboratory
    // Guests and staff of the authority that runs the programme.
    case juror, donorReader, editor
    /// Enters notes in a small firm's name; nobody is given it, one has it while entering.
    case entrant

    /// The organisations in which the role means anything: those with one of these profiles; `nil` is any organisation.
    ///
    /// A factory's administrator can write "officer" beside a name; here it stays without effect.
    public var profiles: Set<ChainProfile>? {
        switch self {
        case .administrator, .preparer, .signer, .driver, .gate, .reader, .accountant: nil
        case .officer, .inspector, .juror, .donorReader, .editor: [.authority]
        case .consultant: [.consultant, .supportCentre]
        case .verifier: [.consultant, .supportCentre, .laboratory, .authority]
        case .supportCentre: [.supportCentre]
        case .zoneOperator: [.zone]
        case .laboratory: [.laboratory]
        case .entrant: []
        }
    }

    /// Whether an organisation with these profiles can give the role.
    public func isHoldable(in organisation: Set<ChainProfile>) -> Bool {
        profiles.map { !$0.isDisjoint(with: organisation) } ?? true
    }

    /// Whether an organisation may lend the role to another. Ruling over people and powers is not lent, nor is a driver's
    /// hand on the wheel.
    public var isDelegable: Bool { [.preparer, .signer, .gate, .reader, .accountant].contains(self) }

    /// Roles whose trade is to act for others: they use any power lent to their organisation. Everybody else uses only a
    /// lent role that they hold at home as well.
    public var actsForOthers: Bool { [.consultant, .supportCentre, .zoneOperator].contains(self) }

    /// What the first person of an organisation is given, so that a firm of one can do everything the law asks of it.
    /// Larger firms take roles away from that person as others join. Whoever hands waste over also receives it: a refused load
    /// comes back, and is weighed and taken at the sender's own gate.
    public static func founding(for profiles: Set<ChainProfile>) -> Set<Role> {
        var roles: Set<Role> = [.administrator, .preparer, .signer]
        if !profiles.isDisjoint(with: [.producer, .collector, .treater]) { roles.insert(.gate) }
        if profiles.contains(.haulier) { roles.insert(.driver) }
        if profiles.contains(.zone) { roles.insert(.zoneOperator) }
        if profiles.contains(.laboratory) { roles.insert(.laboratory) }
        if profiles.contains(.consultant) { roles.insert(.consultant) }
        if profiles.contains(.supportCentre) { roles.insert(.supportCentre) }
        if profiles.contains(.authority) { roles = [.administrator, .officer] }
        return roles
    }

    public var phrase: IdentityPhrase { .named("role", rawValue) }

    /// In the order of the list.
    public static func < (a: Role, b: Role) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
