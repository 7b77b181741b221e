// SPDX-License-Identifier: Apache-2.0

/// One line of the permission table: who may do what, to which things.
public struct PermissionRow: Hashable, Sendable {
    public let holder: PermissionHolder
    public let action: Action
    public let scope: PermissionScope
    /// The mandate the role's organisation must have; `nil` asks for none.
    public let mandate: Mandate.Kind?

    public init(_ holder: PermissionHolder, _ action: Action, _ scope: PermissionScope, mandate: Mandate.Kind? = nil) {
        self.holder = holder
        self.action = action
        self.scope = scope
        self.mandate = mandate
    }

    /// The role, where a role holds it.
    public var role: Role? {
        if case .role(let role) = holder { role } else { nil }
    }
}

public enum PermissionHolder: Hashable, Sendable {
    case role(Role)
    /// Signed in or not.
    case anyone
    /// Whoever operates the server, at its command line.
    case operatorOfServer
}

/// The things a row of the table reaches, from narrow to wide.
public enum PermissionScope: String, CaseIterable, Comparable, Codable, Sendable {
    /// As `own`, and the load is still to be moved or was moved today.
    case ownCurrent
    /// Things that name the organisation in whose name one acts.
    case own
    /// Small firms that one's organisation helps by its trade and place: those of its zone, district or province.
    case neighbours
    /// Things in the province of the authority's mandate.
    case province
    /// All things.
    case nation
    /// Things that were published.
    case `public`

    public static func < (a: PermissionScope, b: PermissionScope) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
