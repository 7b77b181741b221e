// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import StorageCore
import Stores
import Wording

extension Platform {
    /// Bounds of the country's size classes.
    var sizeThresholds: SizeThresholds {
        guard let bounds = SizeClassBounds.shipped.first(where: { $0.country == country }),
            let thresholds = SizeThresholds(small: bounds.smallFrom, medium: bounds.mediumFrom, large: bounds.largeFrom)
        else { preconditionFailure("size_classes.csv has a row for every country.") }
        return thresholds
    }

    /// What the check of a registration asks of the lists.
    public var registrationLookups: RegistrationLookups {
        let lists = self.lists
        let today = self.today
        return RegistrationLookups(
            province: { country, text in
                let provinces = lists.provinces(of: country, on: today)
                let folded = TextFolding.fold(text)
                let found =
                    provinces.first { $0.id.code == text }
                    ?? provinces.first { [$0.nameEnglish, $0.nameLocal].contains { TextFolding.fold($0) == folded } }
                return found?.id.code
            },
            isISICClass: { IndustryCode(text: $0).flatMap { lists.industry($0, on: today) }?.level == .class }, today: today)
    }

    /// A firm registers itself, with its first person as administrator; an officer approves it.
    ///
    /// The officer calls the contact that was named; whatever of it was left blank is the first person's.
    ///
    /// - Returns: the organisation and the code with which its person signs in first.
    /// - Throws: every problem with its field; ``UpkeepError/profileBySelf(_:)``.
    public func register(_ registration: OrganisationRegistration, displayName: String, signInName: String, at moment: Instant? = nil) async throws
        -> (organisation: OrganisationID, code: SpokenCode)
    {
        let (valid, person) = try checked(registration, displayName: displayName, signInName: signInName)
        if let given = valid.profiles.sorted().first(where: { !$0.isOwnChoice }) { throw UpkeepError.profileBySelf(given) }
        let code = OneTimeCode.reset.make(randomness: secrets.random(OneTimeCode.reset.length))
        let organisation = try await perform("organisation.register", by: .operatorOfServer(on: today), at: moment) { work in
            let (organisation, _) = try work.add(valid, status: .pendingApproval, contact: valid.contact.completed(by: person))
            try work.addFounder(person, to: organisation, code: code)
            return organisation.id
        }
        return (organisation, code)
    }

    /// An officer enters or imports a firm, active at once; a founder may be named.
    public func addOrganisation(
        _ valid: ValidRegistration, mandate: Mandate? = nil, founder: PersonProfile? = nil, password: String? = nil, roles: Set<Role>? = nil,
        by actor: Actor, at moment: Instant? = nil
    ) async throws -> (organisation: OrganisationID, site: SiteID, person: PersonID?) {
        let hash = password.map { secrets.hashPassword($0) }
        return try await perform("organisation.add", by: actor, at: moment) { work in
            try work.require(.importOrganisations)
            let (organisation, site) = try work.add(valid, status: .active, mandate: mandate)
            var person: PersonID?
            if let founder {
                person = try work.addPerson(founder, to: organisation.id, roles: roles ?? Role.founding(for: organisation.profiles), passwordHash: hash)
            }
            return (organisation.id, site.id, person)
        }
    }

    /// What an import did or would do.
    public struct ImportReport: Sendable {
        public var faults: [RowFault]
        public var added: Int
        /// Rows whose registration number is in the registry already, with the same facts: left as they are.
        public var known: Int
    }

    /// Imports a registry extract: all or nothing.
    ///
    /// - Parameter isDryRun: finds every fault and saves nothing.
    public func importOrganisations(_ bytes: [UInt8], isDryRun: Bool, by actor: Actor) async throws -> ImportReport {
        let file = OrganisationFile.read(bytes, lookups: registrationLookups)
        let rows = file.rows
        guard case .allowed = may(.importOrganisations, actor: actor, subject: Subject()) else { throw PermissionRefusal.missing }
        let known = try await read { r in
            try rows.count { try r.registry.organisation(registrationNumber: $0.registration.registrationNumber) != nil }
        }
        guard !isDryRun, file.faults.isEmpty else { return ImportReport(faults: file.faults, added: 0, known: known) }
        let added = try await perform("organisation.import", by: actor) { work in
            var added = 0
            for row in rows where try work.registry.organisation(registrationNumber: row.registration.registrationNumber) == nil {
                // A whole register is compared afterwards, in steps of its own.
                _ = try work.add(row.registration, status: .active, compares: false)
                added += 1
            }
            return added
        }
        return ImportReport(faults: [], added: added, known: known)
    }

    /// An officer answers a firm that waits for approval: it becomes active, or is closed. What others wrote down in its name stands
    /// either way.
    ///
    /// - Parameter number: in the business register, of a firm that was entered at a stop without one; blank leaves the provisional one.
    /// - Throws: ``UpkeepError/notWaiting(_:)`` when it was answered before; ``PlatformError/stale`` when it changed while it waited.
    public func approve(
        _ id: OrganisationID, version: Int, approves: Bool, number: String = "", by actor: Actor, at moment: Instant? = nil
    ) async throws {
        try await perform("organisation.approve", by: actor, at: moment) { work in
            guard var organisation = try work.registry.organisation(id) else { throw PlatformError.notFound }
            try work.require(.approveOrganisation, of: organisation)
            guard organisation.status == .pendingApproval else { throw UpkeepError.notWaiting(organisation.status) }
            guard organisation.version == version else { throw PlatformError.stale }
            organisation.status = approves ? .active : .closed
            organisation.stopEntry?.answer = approves ? .approved : .refused
            let isNumbered = approves && organisation.hasProvisionalNumber && !number.trimmedBlanks.isEmpty
            if isNumbered { organisation.registrationNumber = try work.registrationNumber(number) }
            organisation.version += 1
            try work.registry.update(organisation, from: version)
            work.record(.organisation(organisation))
            if isNumbered { try work.faceChanged(of: id) }
        }
    }

    /// Records a permit that an authority gave.
    ///
    /// - Parameter key: of the form; sent twice, the permit is recorded once and both answers name it.
    public func recordPermit(_ permit: PermitForm, key: String? = nil, by actor: Actor, at moment: Instant? = nil) async throws -> Permit {
        let lists = self.lists
        return try await perform("permit.record", by: actor, at: moment) { work in
            guard let organisation = OrganisationID(text: permit.organisation).flatMap({ try? work.registry.organisation($0) }) else {
                throw PlatformError.notFound
            }
            try work.require(.recordPermit, of: organisation)
            let command = key.map { "permit:\(organisation.id):\($0)" }
            if let answer = try command.flatMap({ try work.journal.answer(to: $0) }), let id = PermitID(text: answer), let done = try work.registry.permit(id) {
                work.record(.act("form of permit \(id) sent again"))
                return done
            }
            let made = try permit.read(id: work.mint(), organisation: organisation, lists: lists, today: work.today)
            if let site = made.site, try work.site(site)?.organisation != organisation.id { throw PlatformError.notFound }
            try work.registry.insert(made)
            work.record(.permit(made))
            if let command { try work.journal.remember(command, operation: work.operation, answer: made.id.description, at: work.now) }
            return made
        }
    }

    private func checked(_ registration: OrganisationRegistration, displayName: String, signInName: String) throws -> (ValidRegistration, PersonProfile) {
        var problems: [Problem] = []
        var valid: ValidRegistration?
        do { valid = try registration.validated(with: registrationLookups) } catch let error as any Explainable { problems += error.problems }
        var profile: PersonProfile?
        do { profile = try person(displayName: displayName, signInName: signInName) } catch let error as any Explainable { problems += error.problems }
        guard let valid, let profile, problems.isEmpty else { throw PlatformError.invalid(problems) }
        return (valid, profile)
    }

    /// Reads a person's name and sign-in name or phone number.
    func person(displayName: String, signInName: String, language: Language = .khmer) throws -> PersonProfile {
        var problems: [Problem] = []
        let display = displayName.trimmedBlanks
        if display.isEmpty { problems.append(OperationPhrase.fieldMissing.problem("display_name")) }
        if display.count > 100 {
            problems.append(OperationPhrase.textTooLong.problem("display_name", ["most": .number(100), "length": .number(Int64(display.count))]))
        }
        switch SignInName.normalise(signInName, in: country) {
        case .failure(let refusal): problems.append(refusal.problem(field: "sign_in_name"))
        case .success(let name):
            guard problems.isEmpty else { break }
            var profile = PersonProfile(displayName: display, language: language)
            if case .phone = name { profile.phone = name.text } else { profile.signInName = name.text }
            return profile
        }
        throw PlatformError.invalid(problems)
    }
}

extension Work {
    /// Refuses an action that concerns no organisation, or the one given.
    func require(_ action: Action, of organisation: Organisation? = nil) throws {
        var subject = Subject()
        if let organisation {
            let sites = try registry.sites(of: organisation.id)
            subject = Subject(parties: [organisation.id], sites: Set(sites.map(\.id)), provinces: Set(sites.map { $0.attributes(on: today).province }))
        }
        if case .refused(let refusal) = may(action, actor: actor, subject: subject) { throw refusal }
    }

    /// A number of the business register that no other firm has.
    fileprivate func registrationNumber(_ typed: String) throws -> String {
        let number = RegistrationNumber.normalised(typed)
        guard RegistrationNumber.isPossible(number), number.count <= 100, !number.hasPrefix(StopRegistration.numberPrefix) else {
            throw PlatformError.invalid([IdentityPhrase.registrationNumberSigns.problem("registration_number")])
        }
        guard try registry.organisation(registrationNumber: number) == nil else {
            throw PlatformError.invalid([OperationPhrase.duplicateRegistration.problem("registration_number", ["number": .text(number)])])
        }
        return number
    }

    /// Saves an organisation with its first site, and whom to call there: the contact given, else the one of the registration.
    func add(
        _ valid: ValidRegistration, status: Organisation.Status, mandate: Mandate? = nil, contact: RegistrationContact? = nil, entry: StopEntry? = nil,
        compares: Bool = true
    ) throws -> (Organisation, Site) {
        guard try registry.organisation(registrationNumber: valid.registrationNumber) == nil else {
            throw PlatformError.invalid([OperationPhrase.duplicateRegistration.problem("registration_number", ["number": .text(valid.registrationNumber)])])
        }
        var organisation = valid.organisation(id: mint(), status: status, mandate: mandate)
        organisation.stopEntry = entry
        let site = valid.site(id: mint(), of: organisation.id, learnedAt: now, thresholds: platform.sizeThresholds)
        try registry.insert(organisation)
        try registry.insert(site, on: today)
        if let contact = contact ?? valid.contact { try people.insert(contact, of: organisation.id) }
        record(.organisation(organisation))
        record(.site(site))
        try faceChanged(of: organisation.id, compares: compares)
        return (organisation, site)
    }

    func addFounder(_ profile: PersonProfile, to organisation: Organisation, code: SpokenCode) throws {
        let person = try addPerson(profile, to: organisation.id, roles: Role.founding(for: organisation.profiles), passwordHash: nil)
        try giveCode(code, to: person)
    }

    /// Adds a person with roles; active at once when a password comes along, else invited.
    func addPerson(_ profile: PersonProfile, to organisation: OrganisationID, roles: Set<Role>, passwordHash: String?) throws -> PersonID {
        for name in [profile.phone, profile.signInName].compactMap({ $0 }) where try people.person(signingInBy: name) != nil {
            throw PlatformError.invalid([OperationPhrase.duplicateSignInName.problem("sign_in_name", ["name": .text(name)])])
        }
        let person = Person(id: mint(), standing: passwordHash == nil ? .invited : .active)
        try people.insert(person, profile)
        if let passwordHash { try people.setPassword(passwordHash, of: person.id, at: now) }
        record(.person(person))
        for role in roles.sorted() { try give(role, to: person.id, in: organisation) }
        return person.id
    }

    func give(_ role: Role, to person: PersonID, in organisation: OrganisationID, from day: CalendarDate? = nil) throws {
        let membership = Membership(person: person, organisation: organisation, role: role, validFrom: day ?? today)
        try people.save(membership)
        record(.membership(membership))
    }

    /// Gives a person a one-time code; codes given before open nothing any more.
    func giveCode(_ code: SpokenCode, to person: PersonID) throws {
        try people.voidOneTimeCodes(of: person, at: now)
        try people.insertOneTimeCode(
            hash: platform.secrets.sha256("one-time:" + code.text), kind: OneTimeCode.reset.rawValue, person: person,
            expiresAt: now.adding(seconds: OneTimeCode.reset.life))
        record(.act("one-time code for \(person)"))
    }
}

extension RegistrationContact? {
    /// What was left blank filled from the first person of the firm, whose telephone is known when it is the name for signing in.
    fileprivate func completed(by founder: PersonProfile) -> RegistrationContact {
        var contact = self ?? RegistrationContact(name: "", phone: "")
        // A telephone beside somebody else's name would send the officer to the wrong person.
        if contact.phone.isEmpty, contact.name.isEmpty || contact.name == founder.displayName { contact.phone = founder.phone ?? "" }
        if contact.name.isEmpty { contact.name = founder.displayName }
        return contact
    }
}

extension String {
    var trimmedBlanks: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
