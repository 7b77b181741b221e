// SPDX-License-Identifier: Apache-2.0

import Domain

/// The kinds of code that open something once or for a while, with their lengths and lives. All are ``SpokenCode``s.
///
/// A code is stored only as a hash and tried only behind ``Throttle/perCode``; the bits left here make guessing hopeless.
public enum OneTimeCode: String, CaseIterable, Codable, Sendable {
    /// First sign-in, or a lost password: an administrator says it over the telephone. 55 bits.
    case reset
    /// One load, for a driver without an account. 35 bits, and one note knows only its own.
    case driver
    /// A person's signature on somebody else's screen, bound to one note. 35 bits.
    case sign
    /// A firm's printed letter, by which whoever runs the firm claims it. 55 bits, since it lies about for months.
    case invitation
    /// By which a small firm confirms what was entered in its name. 35 bits, behind the throttle of addresses.
    case confirmation

    /// Symbols, check symbol included.
    public var length: Int {
        switch self {
        case .reset, .invitation: 12
        case .driver, .sign, .confirmation: 8
        }
    }

    /// Seconds from being made until it opens nothing any more.
    public var life: Int64 {
        switch self {
        case .reset: 3 * 86_400
        case .driver: 7 * 86_400
        case .sign: 10 * 60
        case .invitation: Int64(Invitation.daysGood) * 86_400
        case .confirmation: Int64(BehalfAct.codeDays) * 86_400
        }
    }

    /// - Parameter randomness: at least `length - 1` bytes of a secure random source.
    public func make(randomness: [UInt8]) -> SpokenCode { SpokenCode.make(randomness: randomness, length: length) }

    public func read(_ typed: String) -> Result<SpokenCode, SpokenCodeRefusal> { SpokenCode.read(typed, length: length) }

    public func isAlive(madeAt: Instant, now: Instant) -> Bool { madeAt <= now && now < madeAt.adding(seconds: life) }
}
