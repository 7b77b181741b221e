// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// A person as the journal knows them: a number and a standing, nothing that tells who it is.
public struct Person: Hashable, Sendable, Codable {
    public enum Standing: String, CaseIterable, Codable, Sendable {
        /// Has been sent a code and never signed in.
        case invited
        case active
        /// May not sign in until an administrator lifts it.
        case suspended
        /// Their profile was deleted on request; what they signed stays signed by this number.
        case erased
    }

    public let id: PersonID
    public var standing: Standing
    public var version: Int

    public init(id: PersonID, standing: Standing = .invited, version: Int = 1) {
        self.id = id
        self.standing = standing
        self.version = version
    }
}

/// Everything that names or reaches a person. Lives in an erasable table; the journal holds a salted hash of it at most.
public struct PersonProfile: Hashable, Sendable, Codable {
    public var displayName: String
    /// E.164, such as `+85512345678`.
    public var phone: String?
    /// The name chosen for signing in, as ``SignInName`` stores it.
    public var signInName: String?
    public var language: Language

    public init(displayName: String, phone: String? = nil, signInName: String? = nil, language: Language) {
        self.displayName = displayName
        self.phone = phone
        self.signInName = signInName
        self.language = language
    }
}
