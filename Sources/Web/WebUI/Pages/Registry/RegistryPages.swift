// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Firms and authorities, their sites and permits: looking them up, registering, approving and keeping them up.
enum RegistryPages {
    static let routes: [PageRoute] =
        RegistryListPages.routes + OrganisationPages.routes + PermitPages.routes + SitePages.routes
        + SelfRegistrationPages.routes + NewOrganisationPages.routes + RegistryImportPages.routes + LicencePages.routes
}

extension PageRequest {
    /// The name of a province of this country, in the reader's language.
    func registryProvince(_ code: String) -> HTML {
        guard let id = ProvinceID(country: platform.country, code: code) else { return HTML(text: code) }
        return marked(platform.lists.name(of: id, on: platform.today, in: words.language))
    }

    /// Names of provinces, parted by commas.
    func registryProvinces(_ codes: [String]) -> HTML { HTML.joined(codes.map(registryProvince), separator: ", ") }

    /// Code and name of an industry: `1410 Clothing`.
    func industryWithCode(_ code: String) -> HTML {
        guard let id = IndustryCode(text: code) else { return HTML(text: code) }
        return "<span class=\"code-text\">\(code)</span> \(marked(platform.lists.name(of: id, in: words.language)))"
    }

    /// The name of a site of which only the public part is known.
    func name(of place: OrganisationPage.Place) -> String {
        let isLocal = words.language == (platform.country == .cambodia ? .khmer : .vietnamese)
        return isLocal && !place.nameLocal.isEmpty ? place.nameLocal : place.nameEnglish
    }

    /// Code and name of a treatment: `R3 Recycling of organic substances`.
    func treatmentName(_ code: TreatmentCode) -> HTML {
        "<span class=\"code-text\">\(code.description)</span> \(marked(platform.lists.name(of: code, in: words.language)))"
    }

    /// A name in the other script of the country, in an element that says its language; nothing where it is the page's own.
    func otherName(english: String, local: String) -> HTML {
        let language: Language = platform.country == .cambodia ? .khmer : .vietnamese
        if words.language == language { return local.isEmpty ? HTML() : "<span lang=\"en\">\(english)</span>" }
        return local.isEmpty ? HTML() : "<span lang=\"\(language.rawValue)\">\(local)</span>"
    }

    /// How an organisation stands, as a word with its shape.
    func chip(_ status: Organisation.Status) -> StatusChip {
        switch status {
        case .pendingApproval: StatusChip(text: words[status.phrase], tone: .waiting)
        case .active: StatusChip(text: words[status.phrase], tone: .good)
        case .closed: StatusChip(text: words[status.phrase])
        }
    }

    func profileNames(_ profiles: Set<ChainProfile>) -> String { profiles.sorted().map { words[$0.phrase] }.joined(separator: ", ") }
}
