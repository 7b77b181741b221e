// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing

@testable import API

/// What changes names its version and offers what may be done with it: looked for over the whole table.
struct ActionTests {
    @Test("Whatever answer shows a version shows what may be done too")
    func versionsComeWithActions() {
        var names: Set<String> = []
        var lacking: Set<String> = []
        func look(_ schema: Schema) {
            switch schema.kind {
            case .list(let item, _): look(item)
            case .object(let name, let members, _) where names.insert(name).inserted:
                let parts = Set(members.map(\.name))
                if parts.contains("version"), !parts.contains("actions") { lacking.insert(name) }
                for member in members { look(member.schema) }
            default: break
            }
        }
        for route in APIRoutes.all { look(route.answer) }
        // Both sides of a pair are named in one command, which stands with the pair; a problem tells the version of another thing, a line of gases that
        // of its factor; a pipe and its month stand in pages that offer what may be done.
        #expect(lacking == ["DuplicateSide", "Problem", "GHGLine", "Pipe", "PipeMonth"])
        for name in ["Note", "Round", "Arrangement", "Outage", "Organisation", "Site", "Policies", "Claim", "BehalfAct"] {
            #expect(names.contains(name), "\(name)")
        }
    }

    @Test("Every command on a thing that is there names the version it saw, but for those that cannot collide")
    func commandsNameVersions() {
        for route in APIRoutes.all where route.method == .post && !route.parameters.isEmpty {
            guard case .object(_, let members, _)? = route.request?.kind else { continue }
            let names = members.contains { $0.name == "version" }
            #expect(names != (Self.withoutVersion[route.name] != nil), "\(route.name)")
        }
        #expect(Set(Self.withoutVersion.keys).isSubset(of: APIRoutes.all.map(\.name)))
    }

    private static let withoutVersion = [
        "signAsDriver": "One step is signed once; the second try finds it done.", "useSignCode": "One step is signed once; the second try finds it done.",
        "makeStop": "Stops of several drivers go together; each is a note of its own.",
        "makeStopByCode": "Stops of several drivers go together; each is a note of its own.",
        "makeStopAtNewFirm": "Makes a new firm and a new note.", "makeStopAtNewFirmByCode": "Makes a new firm and a new note.",
        "skipStop": "One stop is passed once.", "skipStopByCode": "One stop is passed once.",
        "takeStock": "What is counted stands whatever was counted before.",
        "arrangeLots": "Draws name their grams; what is not there is refused with what is.",
        "draftUnderArrangement": "Makes a new note.", "addSite": "Makes a new site.", "recordPermit": "Makes a new permit; one that is there never changes.",
        "claimOrganisation": "A letter is used once.", "answerConfirmation": "Answered once.", "keepApart": "Said again, it says the same.",
        "changeRoles": "Names all roles that shall hold.", "makeResetCode": "Each code voids the one before.", "revokeDriverCode": "Ended is ended.",
        "makeResetCodeElsewhere": "Each code voids the one before.",
        "endDelegation": "Ended is ended.", "recordResults": "Makes new results; sent again, they are known.",
        "openDischargeCase": "A result has one case; asked again, it is that one.", "recordDischargeVolume": "The last one typed holds.",
        "namePipe": "Makes a new pipe; what was named before ends.",
        "recordPermitLimit": "Makes a new limit; one that is there never changes.",
    ]

    @Test("Actions are those of the pages, narrowed by the token's scopes, and each leads to a route of the table; a stale version is told the current one")
    func actionsLead() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            func names(_ json: JSON?) -> [String] { json?["actions"]?.list?.compactMap { $0["action"]?.text } ?? [] }
            let factory = api.country.organisation(.factory)
            let own = try await api.get("/organisations/\(factory)")
            #expect(names(own.json) == ["rename", "addSite", "close"] && names(own.json["sites"]?.list?.first) == ["edit", "arrangeLots"], "\(own.json)")
            func seen(_ path: String, as firm: TestFirm?) async throws -> [String] { names(try await api.get(path, as: firm).json) }
            #expect(try await seen("/organisations/\(factory)", as: .haulier) == [])
            #expect(try await seen("/organisations/\(factory)", as: .ministry).contains("recordPermit"))
            let reading = try await APICountry.token(of: .factory, in: api.country, [.registryRead])
            let narrow = try await api.get("/organisations/\(factory)", headers: ["Authorization": "Bearer \(reading)"])
            #expect(narrow.status == 200 && names(narrow.json) == [])

            let site = try await api.get("/sites/\(api.country.site(.factory))")
            var facts: [JSON.Member] = [.of("nameEnglish", "Yard"), .of("province", "12"), .of("isic", "1410"), .of("version", .whole(site.version))]
            let changed = try await api.post("/sites/\(site.id)", .object(facts))
            #expect(changed.status == 200 && names(changed.json) == names(site.json), "\(changed.json)")
            facts[0] = .of("nameEnglish", "Other yard")
            let stale = try await api.post("/sites/\(site.id)", .object(facts))
            #expect(stale.status == 409 && stale.json["version"] == .whole(changed.version))

            let rules = try await api.get("/policies", as: .ministry)
            #expect(names(rules.json) == ["import"] && names(rules.json["policies"]?.list?.first) == ["change"])
            #expect(try await seen("/policies", as: nil) == [])
            #expect(try await seen("/policies", as: .factory) == [])
            let change: [JSON.Member] = [
                .of("scope", "hazardous"), .of("value", "3"), .of("standing", "official"), .of("source", "Prakas 7"),
                .of("validFrom", .text(api.country.platform.today.description)), .of("version", rules.json["version"] ?? .null),
            ]
            let after = try await api.post("/policies/weightTolerance", .object(change), as: .ministry)
            #expect(after.status == 200 && after.version > rules.version)
            let late = try await api.post("/policies/weightTolerance", .object(change), as: .ministry)
            #expect(late.status == 409 && late.json["version"] == after.json["version"], "\(late.json)")
        }
    }
}
