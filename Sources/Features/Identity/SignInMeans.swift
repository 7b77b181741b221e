// SPDX-License-Identifier: Apache-2.0

/// How an actor proved who they are; written beside every act.
public enum SignInMeans: String, CaseIterable, Codable, Sendable {
    /// Name and password.
    case password
    /// A code given out once, for the first sign-in or after a lost password.
    case oneTimeCode
    /// The person's own code typed on somebody else's screen, for one signature.
    case signCode
    /// A code for one load, without an account: a driver's.
    case driverCode
    /// A key kept on the person's own device.
    case deviceKey
    /// An expiring token of a factory's own system.
    case token
    /// Whoever operates the server, at its command line.
    case system

    /// The roles this means can carry at most; `nil` is no bound.
    ///
    /// A driver's code knows no person, so it carries the driver's role and no other, whatever memberships are named.
    public var roleCeiling: Set<Role>? {
        switch self {
        case .driverCode: [.driver]
        case .system: []
        case .password, .oneTimeCode, .signCode, .deviceKey, .token: nil
        }
    }

    public var phrase: IdentityPhrase { .named("means", rawValue) }
}
