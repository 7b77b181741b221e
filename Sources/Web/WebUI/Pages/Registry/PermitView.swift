// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// What one permit covers, from when to when, and how sure the record is.
struct PermitView: Part {
    var request: PageRequest
    var permit: Permit
    /// The site it is bound to.
    var siteName: String?
    /// What it says about a waste that was asked for; shown first.
    var answer = HTML()
    /// Only the sentence, the validity and the source; everything else opens at a tap.
    var isFolded = false

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    var html: HTML {
        """
        <section class="panel"><h3><span class="code-text">\(permit.number)</span> \(chip)</h3>\(answer)\
        \(if: permit.confidence == .low, NoticeLine(text: say(.lowConfidence), tone: .warning).html)\(facts)</section>
        """
    }

    private var facts: HTML {
        guard isFolded else { return DefinitionList(items).html }
        return """
            <p class="soft">\(validity)</p><p class="soft">\(say(.source)): \(source)</p>\
            <details class="numbers"><summary>\(Icon.chevronDown)<span>\(say(.wholePermit))</span></summary>\(DefinitionList(items))</details>
            """
    }

    private var source: HTML { "\(permit.source) · \(words(RegistryPhrase.confidence, ["level": permit.confidence.phrase.fact]))" }

    private var chip: StatusChip {
        let today = request.platform.today
        if permit.isInForce(on: today) { return StatusChip(text: say(.inForce), tone: .good) }
        return today < permit.validFrom
            ? StatusChip(text: say(.notYetInForce), tone: .waiting) : StatusChip(text: say(.ended), tone: .neutral)
    }

    private var items: [DefinitionList.Item] {
        var items = [
            DefinitionList.Item(say(.issuedBy), html: "<span lang=\"en\">\(permit.issuedBy)</span>"),
            DefinitionList.Item(say(.validity), validity),
            DefinitionList.Item(say(.reach), siteName ?? say(.wholeOrganisation)),
            DefinitionList.Item(say(.wastes), html: HTML.joined(permit.wastes.map(scope), separator: "<br>")),
        ]
        if !permit.treatments.isEmpty {
            items.append(DefinitionList.Item(say(.treatments), html: HTML.joined(permit.treatments.map(request.treatmentName), separator: "<br>")))
        }
        items.append(DefinitionList.Item(say(.transport), say(permit.allowsTransport ? .transportAllowed : .transportNotAllowed)))
        for (label, mass) in [
            (RegistryPhrase.dailyCapacity, permit.dailyCapacity), (.yearlyCapacity, permit.yearlyCapacity), (.storageCeiling, permit.storageCeiling),
        ] {
            if let mass { items.append(DefinitionList.Item(say(label), words.decimal(mass.raw, scale: 6) + "\u{A0}t")) }
        }
        items.append(DefinitionList.Item(say(.source), html: source))
        return items
    }

    private var validity: String {
        guard let last = permit.validUntil else { return words(RegistryPhrase.validSince, ["from": .date(permit.validFrom)]) }
        return words(RegistryPhrase.validBetween, ["from": .date(permit.validFrom), "until": .date(last)])
    }

    private func scope(_ scope: WasteScope) -> HTML {
        switch scope {
        case .code(let code):
            let listed = request.platform.lists.wasteCode(code, on: request.platform.today)
            return "<span class=\"code-text\">\(listed?.display ?? code.description)</span> \(request.wasteName(code))"
        case .chapter(let number, let includingHazardous):
            let chapter = request.platform.lists.wasteCodes.edition(on: request.platform.today).chapters.first { $0.code == number }
            let name = chapter.map { request.marked(request.platform.lists.name(of: $0, in: words.language)) } ?? HTML()
            return """
                <span class="code-text">\(number)</span> \(name) <span class="soft">\(say(includingHazardous ? .chapterWithHazardous : .chapterWithoutHazardous))</span>
                """
        case .anyNonHazardous: return "\(say(.anyNonHazardous))"
        }
    }
}

extension Permit.Confidence {
    var phrase: RegistryPhrase {
        switch self {
        case .high: .confidenceHigh
        case .medium: .confidenceMedium
        case .low: .confidenceLow
        }
    }
}
