// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity
import Tabular
import Testing
import Wording

struct PhraseTests {
    @Test("Every phrase has a sentence in every language and every sentence a phrase, for this room's area and those of codes and files")
    func complete() {
        check(IdentityPhrase.self)
        check(CodePhrase.self)
        check(FilePhrase.self)
    }

    private func check<Phrase: PhraseKey>(_ type: Phrase.Type) {
        let sentences = WordingTable.shipped.sentences.filter { $0.area == Phrase.area }
        #expect(Set(sentences.map(\.key)) == Set(Phrase.allCases.map(\.rawValue)))
        #expect(sentences.count == Phrase.allCases.count)
        for sentence in sentences {
            for language in Language.allCases { #expect(sentence.texts[language]?.isEmpty == false, "\(sentence.fullKey) \(language)") }
        }
    }

    @Test("The three languages of a sentence name the same facts, and none holds a zero-width space or an exclamation mark")
    func samePlaceholders() throws {
        for sentence in WordingTable.shipped.sentences where [IdentityPhrase.area, CodePhrase.area, FilePhrase.area].contains(sentence.area) {
            let names = Language.allCases.map { placeholders(sentence.texts[$0] ?? "") }
            #expect(Set(names).count == 1, "\(sentence.fullKey): \(names)")
            for text in sentence.texts.values { #expect(!text.unicodeScalars.contains("\u{200B}") && !text.contains("!"), "\(sentence.fullKey)") }
        }
    }

    @Test("Every case that people see has a name of its own")
    func names() {
        let names: [IdentityPhrase] =
            Role.allCases.map(\.phrase) + ChainProfile.allCases.map(\.phrase) + Mandate.Kind.allCases.map(\.phrase)
            + Organisation.Status.allCases.map(\.phrase) + SizeClass.allCases.map(\.phrase) + SignInMeans.allCases.map(\.phrase) + Action.allCases.map(\.phrase)
            + TokenScope.allCases.map(\.phrase)
        #expect(Set(names).count == names.count)
    }

    @Test("Every problem this room words comes with all the facts its sentence names, in every language")
    func filled() {
        let problems = Self.everyProblem
        for problem in problems {
            for language in Language.allCases {
                let text = Words(language)(problem)
                #expect(!text.contains("{") && text != problem.phrase, "\(problem.phrase) \(language): \(text)")
            }
        }
        let worded = Set(problems.map(\.phrase))
        let named = ["role", "profile", "mandate", "status", "size", "means", "action", "scope"]
        for phrase in IdentityPhrase.allCases where phrase != .verdictAllows && phrase != .registrationMissing {
            let isName = named.contains { phrase.rawValue.hasPrefix($0) }
            #expect(isName || worded.contains(phrase.fullKey), "no test words \(phrase)")
        }
    }

    private static let everyProblem: [Problem] = {
        let now = Instant(seconds: 1_789_000_000)
        let permit = Permit(
            id: PermitID(1), organisation: plant.id, number: "L-1", issuedBy: "", wastes: [], treatments: [], validFrom: today, source: "")
        let verdicts: [PermitVerdict] = [
            .notYetValid(from: today), .expired(on: today), .wasteNotCovered, .treatmentNotCovered, .transportNotCovered,
        ]
        let names: [SignInNameRefusal] = [
            .empty, .nameLength(found: 2), .badCharacter("@"), .noLetter, .phoneLength(country: .cambodia, digits: 7),
            .phoneLength(country: .vietNam, digits: 7), .phoneLength(country: nil, digits: 7),
        ]
        let passwords: [PasswordProblem] = [.tooShort(found: 3), .tooLong(found: 300), .containsName, .common, .repetitive]
        let codes: [SpokenCodeRefusal] = [.wrongLength(expected: 8, found: 3), .badCharacter("U"), .wrongCheck]
        let refusals: [PermissionRefusal] =
            [.missing]
            + Action.allCases.flatMap { action -> [PermissionRefusal] in
                [.forbidden(action), .organisationNotActive(action, .closed), .organisationNotActive(action, .pendingApproval)]
            }
        let tables = TableFault.Reason.allCases.map { TableFault(line: 3, column: "isic", value: "x", reason: $0).problem }
        return verdicts.compactMap { $0.problem(permit, waste: waste("040222"), treatment: treatment("R3")) } + names.flatMap(\.problems)
            + passwords.map { $0.problem() } + codes.flatMap(\.problems) + refusals.flatMap(\.problems) + tables
            + [10, 1800].flatMap { ThrottleRefusal(nextTry: now.adding(seconds: $0), now: now).problems } + delegations + registrations
    }()

    private static let delegations: [Problem] = [
        Delegation(
            id: DelegationID(1), grantor: factory.id, delegate: .organisation(factory.id), role: .driver, scope: .sites([]),
            validFrom: today, validUntil: day("2020-01-01")),
        Delegation(
            id: DelegationID(1), grantor: factory.id, delegate: .person(somePerson), role: .signer, scope: .allSites,
            validFrom: today, validUntil: day("2040-01-01")),
    ].flatMap(\.problems)

    private static let registrations: [Problem] = {
        let wrong: [[OrganisationRegistration.Field: String]] = [
            [:].merging(OrganisationRegistration.Field.allCases.map { ($0, "") }) { first, _ in first },
            [
                .registrationNumber: "?", .nameEnglish: String(repeating: "x", count: 201), .nameLocal: "a\nb", .country: "XX", .latitude: "99",
                .longitude: "999", .isic: "9", .profiles: "x", .employees: "-1", .openedOn: "2", .closedOn: "2020-02-30",
            ],
            [.province: "x", .latitude: "x", .longitude: "", .employees: "x", .openedOn: "2030-01-01"],
            [.employees: "2000000", .employeesWomen: "1", .closedOn: "2000-01-01"],
            [.employees: "1", .employeesWomen: "2"], [.employees: ""],
        ]
        let rows = "registration_number,name_en,country,province,isic,profiles\n" + String(repeating: "1,A,KH,08,1061,producer\n", count: 2)
        let duplicates = OrganisationFile.read(Array(rows.utf8), lookups: Registrations.lookups).faults.map(\.problem)
        return duplicates
            + wrong.flatMap { changes -> [Problem] in
                do throws(Problems) {
                    _ = try Registrations.mill(changes).validated(with: Registrations.lookups)
                    return []
                } catch {
                    return error.problems
                }
            }
    }()

    private func placeholders(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) }.sorted()
    }
}
