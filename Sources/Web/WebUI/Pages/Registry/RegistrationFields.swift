// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The questions about a firm and its site, the same wherever they are asked: registering, adding, editing.
struct RegistrationFields {
    typealias Key = OrganisationRegistration.Field

    var request: PageRequest
    /// As typed.
    var texts: [Key: String]
    var problems: [Problem]
    /// Words with which an industry was looked for.
    var industryQuery = ""

    private var words: Words { request.words }
    private var lists: CodeLists { request.platform.lists }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    /// Industries shown at once.
    static let industriesShown = 12

    // MARK: Groups

    var names: HTML {
        """
        \(field(.nameEnglish, .nameEnglish, hint: .nameEnglishHint, language: "en"))\
        \(field(.nameLocal, .nameLocal, hint: .nameLocalHint, isOptional: true))
        """
    }

    /// - Parameter profiles: those that may be chosen.
    func firm(_ profiles: [ChainProfile]) -> HTML {
        let chosen = Set((texts[.profiles] ?? "").split(separator: ";").map(String.init))
        let profile = Field(
            words: words, label: say(.profiles), name: Key.profiles.rawValue,
            input: CheckboxInput(choices: profiles.map { Choice($0.rawValue, words[$0.phrase]) }, selected: chosen), hint: say(.profilesHint),
            error: error(.profiles))
        return "\(field(.registrationNumber, .registrationNumber, hint: .registrationNumberHint))\(names)\(profile)"
    }

    var place: HTML {
        """
        \(area)\(field(.address, .address, isOptional: true))\(zone)\
        \(field(.latitude, .latitude, hint: .latitudeHint, isOptional: true))\(field(.longitude, .longitude, hint: .longitudeHint, isOptional: true))
        """
    }

    /// What sums are kept by, but for the work done there.
    var placeOfSums: HTML { "\(area)\(zone)" }

    private var area: HTML {
        let provinces = lists.provinces(of: request.platform.country, on: request.platform.today)
        let province = Field(
            words: words, label: say(.province), name: Key.province.rawValue,
            input: SelectInput(
                choices: provinces.map { Choice($0.id.code, lists.name(of: $0, in: words.language).text) }, selected: texts[.province] ?? ""),
            error: error(.province))
        return """
            \(province)\(field(.district, .district, isOptional: true))\(field(.commune, .commune, isOptional: true))
            """
    }

    var work: HTML {
        """
        \(industry)\
        \(count(.employees, .employees, hint: .employeesHint))\(count(.employeesWomen, .employeesWomen))
        """
    }

    /// - Parameter asksForClosing: whether the last day is asked for as well.
    func days(asksForClosing: Bool) -> HTML {
        "\(day(.openedOn, .openedOn))\(if: asksForClosing, day(.closedOn, .closedOn, hint: .siteClosedHint))"
    }

    /// Whom an officer calls with a question.
    var contact: HTML {
        let name = Field(
            words: words, label: say(.contactName), name: Key.contactName.rawValue,
            input: TextInput(value: texts[.contactName] ?? "", autocomplete: "off", maximumLength: 100), error: error(.contactName), isOptional: true)
        let phone = Field(
            words: words, label: say(.contactPhone), name: Key.contactPhone.rawValue,
            input: TextInput(value: texts[.contactPhone] ?? "", autocomplete: "off", maximumLength: 100), error: error(.contactPhone), isOptional: true)
        return "\(name)\(phone)"
    }

    /// The first button of a form is the one that the Enter key presses; without this one it would be the search.
    func enterKey(_ label: String) -> HTML { "<button class=\"unseen\" tabindex=\"-1\" aria-hidden=\"true\">\(label)</button>" }

    // MARK: Single questions

    private var industry: CodePicker {
        let chosen = texts[.isic].flatMap { IndustryCode(text: $0) }.map(request.industryEntry)
        let results =
            industryQuery.isEmpty
            ? nil : request.platform.industries(matching: industryQuery, limit: Self.industriesShown).map { request.industryEntry($0.code) }
        return CodePicker(
            words: words, label: say(.sector), name: Key.isic.rawValue, query: industryQuery, results: results, selected: chosen,
            searchURL: "/registry/industries", hint: say(.sectorHint), error: error(.isic))
    }

    private var zone: HTML {
        let zones = lists.zones.edition(on: request.platform.today).rows.filter { $0.province.country == request.platform.country }
        let chosen = texts[.zone] ?? ""
        guard !zones.isEmpty else { return field(.zone, .zone, isOptional: true) }
        var choices = zones.map { Choice($0.nameEnglish, lists.name(of: $0, in: words.language).text) }
        if !chosen.isEmpty, !choices.contains(where: { $0.value == chosen }) { choices.append(Choice(chosen, chosen)) }
        return Field(
            words: words, label: say(.zone), name: Key.zone.rawValue,
            input: SelectInput(choices: [Choice("", say(.noZone))] + choices, selected: chosen, isEmptyAtFirst: false), error: error(.zone), isOptional: true
        ).html
    }

    private func field(_ key: Key, _ label: RegistryPhrase, hint: RegistryPhrase? = nil, isOptional: Bool = false, language: String? = nil) -> HTML {
        Field(
            words: words, label: say(label), name: key.rawValue, input: TextInput(value: texts[key] ?? "", maximumLength: 300),
            hint: hint.map(say), error: error(key), isOptional: isOptional
        ).html
    }

    private func count(_ key: Key, _ label: RegistryPhrase, hint: RegistryPhrase? = nil) -> HTML {
        Field(
            words: words, label: say(label), name: key.rawValue, input: NumberInput(value: texts[key] ?? "", isWhole: true), hint: hint.map(say),
            error: error(key), isOptional: true
        ).html
    }

    private func day(_ key: Key, _ label: RegistryPhrase, hint: RegistryPhrase? = nil) -> HTML {
        Field(
            words: words, label: say(label), name: key.rawValue, input: DateInput(value: texts[key] ?? "", latest: request.platform.today),
            hint: hint.map(say), error: error(key), isOptional: true
        ).html
    }

    private func error(_ key: Key) -> String? { problems.sentence(for: key.rawValue, words) }
}

extension PageRequest {
    /// An industry as code pickers list it.
    func industryEntry(_ code: IndustryCode) -> CodePicker.Entry {
        let name = platform.lists.name(of: code, in: words.language)
        return CodePicker.Entry(value: code.text, code: code.text, title: name.text, language: name.language == words.language ? nil : name.language)
    }

    /// A registration as the form has it; the country is this server's, several profiles become one text.
    var typedRegistration: [OrganisationRegistration.Field: String] {
        var texts: [OrganisationRegistration.Field: String] = [:]
        for field in OrganisationRegistration.Field.allCases where form.has(field.rawValue) { texts[field] = form[field.rawValue] }
        texts[.profiles] = form.all(OrganisationRegistration.Field.profiles.rawValue).joined(separator: ";")
        texts[.country] = platform.country.rawValue
        return texts
    }

    /// What was typed into the search box for industries.
    var industryQuery: String { form["isic-search"] }
}
