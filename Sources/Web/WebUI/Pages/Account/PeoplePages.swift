// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Stores
import Wording

/// The people of the organisation in whose name somebody acts: who they are, what they may do, and how they get in.
enum PeoplePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people", list),
        PageRoute(.get, "/people/invite") { try await inviteForm($0, [], 200) },
        PageRoute(.post, "/people/invite", invite),
        PageRoute(.get, "/people/:id") { try await person($0, [], 200) },
        PageRoute(.post, "/people/:id/roles", setRoles),
        PageRoute(.post, "/people/:id/reset-code", makeResetCode),
    ] + DelegationPages.routes + DriverCodePages.routes

    // MARK: List

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.peopleModel(of: try actor.ownOrganisation(), by: actor)
        return request.page(request.words[PeoplePhrase.title], current: .people, isWide: true, body: PeopleView(request: request, model: model).html)
    }

    // MARK: Invite

    private static func inviteForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.peopleModel(of: try actor.ownOrganisation(), by: actor)
        try actor.require(.invitePerson)
        let view = PeopleInviteView(request: request, organisation: model.organisation, problems: problems)
        let title = request.words[PeoplePhrase.inviteTitle]
        return .page(request.document(title, current: .people, back: "/people", body: view.html), status: status)
    }

    /// The code is in the answer itself and nowhere else: a page that could be opened again would show it again.
    private static func invite(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let organisation = try actor.ownOrganisation()
        let form = request.form
        return try await request.answer {
            let made = try await request.platform.invite(
                displayName: form["display_name"], signInName: form["sign_in_name"], language: Language(rawValue: form["language"]) ?? request.words.language,
                roles: request.chosenRoles, to: organisation, by: actor)
            return codePage(request, made.code, of: made.person, name: form["display_name"])
        } again: { try await inviteForm(request, $0, $1) }
    }

    private static func codePage(_ request: PageRequest, _ code: SpokenCode, of person: PersonID, name: String) -> PageAnswer {
        let view = PeopleCodeView(request: request, code: code, person: person, name: name)
        return request.page(view.title, current: .people, back: "/people", body: view.html)
    }

    // MARK: One person

    private static func person(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: PersonID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.peopleModel(of: try actor.ownOrganisation(), by: actor)
        guard let row = model.people.first(where: { $0.person == id }) else { throw PlatformError.notFound }
        let view = PersonView(request: request, organisation: model.organisation, row: row, actions: model.actions, problems: problems)
        return .page(request.document(row.profile.displayName, current: .people, back: "/people", body: view.html), status: status)
    }

    private static func setRoles(_ request: PageRequest) async throws -> PageAnswer {
        let id: PersonID = try request.id("id")
        let visitor = try request.signedIn()
        let roles = request.chosenRoles
        // Whoever gives up ruling over people cannot open this page any more.
        let next: URLPath = visitor.person == id && !roles.contains(.administrator) ? "/today" : "/people/\(id)"
        return try await request.attempt(next, said: PeoplePhrase.rolesSaved) {
            try await request.platform.setRoles(roles, of: id, in: try visitor.actor.ownOrganisation(), by: visitor.actor)
        } again: { try await person(request, $0, $1) }
    }

    private static func makeResetCode(_ request: PageRequest) async throws -> PageAnswer {
        let id: PersonID = try request.id("id")
        let actor = try request.actor()
        let organisation = try actor.ownOrganisation()
        return try await request.answer {
            let row = try await request.platform.personModel(id, of: organisation, by: actor).person
            let code = try await request.platform.makeResetCode(for: id, in: organisation, by: actor)
            return codePage(request, code, of: id, name: row.profile.displayName)
        } again: { try await person(request, $0, $1) }
    }
}

extension Actor {
    /// The organisation in whose name the actor acts.
    ///
    /// - Throws: ``PlatformError/notFound`` for whoever acts for none.
    func ownOrganisation() throws -> OrganisationID {
        guard let principal else { throw PlatformError.notFound }
        return principal.id
    }

    /// Refuses a form whose button would be refused, before anybody fills it in.
    func require(_ action: Action) throws {
        if case .refused(let refusal) = may(action, actor: self, subject: Subject(parties: [try ownOrganisation()])) { throw refusal }
    }
}

extension PageRequest {
    /// The roles ticked in the form; words that name no role are passed over.
    var chosenRoles: Set<Role> { Set(form.all("roles").compactMap { Role(rawValue: $0) }) }

    /// Runs a form's act, which gives the next page itself; what does not fit brings back the form with its problems.
    /// What the person may not see or do is not brought back: the refusal itself is the answer.
    func answer(_ act: () async throws -> PageAnswer, again: ([Problem], Int) async throws -> PageAnswer) async throws -> PageAnswer {
        do {
            return try await act()
        } catch let error as any Explainable {
            switch error.standing {
            case .missing, .forbidden, .unauthenticated: throw error
            case .invalid, .conflict, .busy, .tooLarge: return try await again(error.problems, error.standing.status)
            }
        }
    }
}
