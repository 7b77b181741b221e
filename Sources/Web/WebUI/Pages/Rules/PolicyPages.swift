// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// The rules for everybody, and the page on which an officer fixes one figure with its source.
enum PolicyPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/policies", .open) { request in
            if request.wantsFile { return try request.list(request.platform.policies.csv, "baitong-rules") }
            return PolicyView(request: request).page
        },
        PageRoute(.get, "/policies/:key") { try page($0) },
        PageRoute(.post, "/policies/:key", change),
    ]

    private static func key(_ request: PageRequest) throws -> PolicyKey {
        guard let key = request.parameters["key"].flatMap(PolicyKey.init(rawValue:)) else { throw PlatformError.notFound }
        return key
    }

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) throws -> PageAnswer {
        if case .refused(let refusal) = may(.loadCodeList, actor: try request.actor(), subject: Subject()) { throw refusal }
        let view = PolicyFormView(request: request, key: try key(request), form: PolicyForm(request), problems: problems)
        return .page(request.document(request.words[PublicPhrase.policiesTitle], back: "/policies", body: view.html), status: status)
    }

    private static func change(_ request: PageRequest) async throws -> PageAnswer {
        do {
            try await request.platform.changePolicy(try key(request), PolicyForm(request), by: try request.actor())
            return .redirect("/policies", said: RulePhrase.saved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try page(request, error.problems, status: error.standing.status)
        }
    }
}

extension PolicyForm {
    /// What was typed; blank fields for a new form.
    fileprivate init(_ request: PageRequest) {
        self.init()
        scope = request.form["scope"]
        waste = request.form["waste"]
        value = request.form["value"]
        standing = request.form["standing"]
        source = request.form["source"]
        validFrom = request.form["valid_from"]
    }
}

/// One figure of a rule: for which waste, what the law says, where it says so, and from when.
struct PolicyFormView: Part {
    var request: PageRequest
    var key: PolicyKey
    var form: PolicyForm
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: RulePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        let today = request.platform.today
        let now = [(false, RulePhrase.ordinaryWaste), (true, .hazardousWaste)].map { isHazardous, phrase in
            let policy = request.platform.policies.policy(request.platform.country, isHazardous: isHazardous, on: today)
            return DefinitionList.Item(say(phrase), words.figure(policy.value(key), of: key))
        }
        let heading = PageHeading(title: words[key.phrase], kind: say(.changeTitle), lead: say(.changeLead))
        let input = InputForm(
            words: words, id: "rule", action: "/policies/\(key.rawValue)", hidden: [request.csrfField], problems: problems,
            content: "\(scope)\(figure)\(origin)", button: say(.save), draft: request.visitor.map { "rule-\(key.rawValue)-\($0.person)" })
        return "\(heading)<h2>\(say(.now))</h2>\(DefinitionList(now))\(input)"
    }

    private var scope: HTML {
        let classes = Field(
            words: words, label: say(.scopeLabel), name: "scope",
            input: RadioInput(
                choices: [
                    Choice("non_hazardous", say(.ordinaryWaste)), Choice("hazardous", say(.hazardousWaste)), Choice("waste", say(.scopeWaste)),
                ], selected: form.scope), error: error("scope"))
        let waste = Field(
            words: words, label: say(.wasteLabel), name: "waste", input: TextInput(value: form.waste, autocomplete: "off", maximumLength: 20),
            hint: say(.wasteHint), error: error("waste"), isOptional: true)
        return "\(classes)\(waste)"
    }

    private var figure: HTML {
        func number(_ unit: String, _ hint: RulePhrase? = nil, isWhole: Bool = false) -> HTML {
            Field(
                words: words, label: say(.valueLabel), name: "value", input: NumberInput(value: form.value, unit: unit, isWhole: isWhole),
                hint: hint.map(say), error: error("value")
            ).html
        }
        func choice(_ choices: [Choice]) -> HTML {
            Field(words: words, label: say(.valueLabel), name: "value", input: RadioInput(choices: choices, selected: form.value), error: error("value")).html
        }
        switch key.measure {
        case .share: return number("%", .valueShare)
        case .days: return number(say(.valueDays), isWhole: true)
        case .hours: return number(say(.valueHours), isWhole: true)
        case .mass: return number("kg", .valueMass)
        case .flag: return choice([Choice("1", say(.yes)), Choice("0", say(.no))])
        case .answer: return choice(GateAnswer.allCases.map { Choice(String($0.rawValue), words[$0.phrase]) })
        }
    }

    private var origin: HTML {
        let standing = Field(
            words: words, label: say(.standingLabel), name: "standing",
            input: RadioInput(
                choices: [Choice(PolicyStanding.official.rawValue, say(.official)), Choice(PolicyStanding.assumed.rawValue, say(.assumed))],
                selected: form.standing), hint: say(.standingHint), error: error("standing"))
        let source = Field(
            words: words, label: say(.sourceLabel), name: "source", input: TextInput(value: form.source, autocomplete: "off", maximumLength: 300),
            hint: say(.sourceHint), error: error("source"))
        let from = Field(
            words: words, label: say(.fromLabel), name: "valid_from", input: DateInput(value: form.validFrom), hint: say(.fromHint),
            error: error("valid_from"))
        return "\(standing)\(source)\(from)"
    }
}
