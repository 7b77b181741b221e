// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Operations
import Wording

/// Code lists and the look-up of licences: for everybody, without a token.
enum ListRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/lists/waste-codes", "listWasteCodes", .lists, .open, "Codes of the list of waste, searched by words or whole, in order of code",
            query: [
                .limit(1000), .optional("words", .text(100), "As somebody would say it, in any of the three languages."),
                .optional("after", .waste, "Only codes after this one; taken from `next`."),
            ], wastes
        ) { call in
            let today = call.platform.today
            let lists = call.platform.lists
            let list = lists.wasteCodes.edition(on: today)
            let words = call.query.string("words")
            var codes: [WasteCode]
            if words.isEmpty {
                let after = WasteCodeID(text: call.query.string("after"))
                codes = list.rows.filter { code in after.map { $0.text < code.id.text } ?? true }.sorted { $0.id.text < $1.id.text }
            } else {
                codes = lists.wasteSearch(on: today).matches(words, limit: call.limit).compactMap { lists.wasteCode($0.code, on: today) }
            }
            let hasMore = codes.count > call.limit
            codes = Array(codes.prefix(call.limit))
            return Wastes(edition: list.edition, codes: codes, lists: lists, next: call.next("after", hasMore ? codes.last?.id.text : nil))
        },
        .get("/lists/treatments", "listTreatments", .lists, .open, "R and D codes of treatment", treatments) { call in
            let lists = call.platform.lists
            return lists.treatments.edition(on: call.platform.today).rows.map { ($0, lists) }
        },
        .get("/lists/units", "listUnits", .lists, .open, "Units of mass that quantities may be given in", units) { call in
            call.platform.lists.massUnits(on: call.platform.today)
        },
        .get("/lists/provinces", "listProvinces", .lists, .open, "Provinces of the country", provinces) { call in
            call.platform.lists.provinces(of: call.platform.country, on: call.platform.today)
        },
        .get(
            "/lists/industries", "listIndustries", .lists, .open, "Classes of industry (ISIC), by words in any of the three languages or the first digits",
            query: [.required("words", .text(100, least: 1), "Words of its name, or digits."), .limit(200)], industries
        ) { call in
            let lists = call.platform.lists
            return call.platform.industries(matching: call.query.string("words"), limit: call.limit).map { ($0, lists) }
        },
        .get(
            "/licences", "findLicences", .lists, .open, "May this company take this waste? Who may?",
            query: [
                .limit(50), .optional("firm", .text(200), "Words of a firm's name."), .optional("waste", .text(100), "A waste code, or words for it."),
                .optional("after", .id, "Only what comes after this one in the list; taken from `next`."),
            ], licences
        ) { call in
            let answer = try await call.platform.licences(
                firm: call.query.string("firm"), waste: call.query.string("waste"), after: call.cursor("after"), limit: call.limit)
            return Licences(answer: answer, next: call.next("after", answer.next))
        },
    ]

    struct Wastes: Sendable {
        var edition: String
        var codes: [WasteCode]
        var lists: CodeLists
        var next: String?
    }

    struct Licences: Sendable {
        var answer: LicenceAnswer
        var next: String?
    }

    static let waste: Shape<(code: WasteCode, lists: CodeLists)> = .object(
        "WasteCode", "One code of the list of waste.",
        [
            .part("code", NoteShapes.wasteCode) { $0.code.id },
            .flag("hazardous") { $0.code.isHazardous },
            .text("nameEnglish") { $0.code.nameEnglish },
            .text("nameKhmer") { $0.lists.name(of: $0.code.id, in: .khmer).text },
            .text("nameVietnamese") { $0.lists.name(of: $0.code.id, in: .vietnamese).text },
        ])

    private static let wastes: Shape<Wastes> = .object(
        "WasteCodes", "Codes of the list of waste as of today.",
        [
            .text("edition") { $0.edition },
            .list("codes", waste) { value in value.codes.map { ($0, value.lists) } },
            .textOrNull("next") { $0.next },
        ])

    private static let treatment: Shape<(code: Treatment, lists: CodeLists)> = .object(
        "TreatmentCode", "One way of treating waste.",
        [
            .part("code", NoteShapes.treatmentCode) { $0.code.code },
            .text("meaningEnglish") { $0.code.meaningEnglish },
            .text("nameKhmer") { $0.lists.name(of: $0.code.code, in: .khmer).text },
            .text("nameVietnamese") { $0.lists.name(of: $0.code.code, in: .vietnamese).text },
            .flag("final", "False for what only prepares or stores.") { $0.code.isFinal },
        ])

    private static let treatments: Shape<[(code: Treatment, lists: CodeLists)]> = .object(
        "TreatmentCodes", "R and D codes.", [.list("codes", treatment) { $0 }])

    private static let unit: Shape<UnitOfMeasure> = .object(
        "Unit", "A unit of mass.",
        [
            .text("symbol") { $0.symbol },
            .text("nameEnglish") { $0.nameEnglish },
            .textOrNull("grams", "Grams in one of it, as a decimal number.") { $0.grams?.description },
            .flag("exact", "False for customary units: the mass is then an estimate.") { $0.isDefined },
        ])

    private static let units: Shape<[UnitOfMeasure]> = .object("Units", "Units of mass.", [.list("units", unit) { $0 }])

    private static let province: Shape<Province> = .object(
        "Province", "A province or municipality.",
        [
            .text("code") { $0.id.code },
            .text("nameEnglish") { $0.nameEnglish },
            .text("nameLocal") { $0.nameLocal },
        ])

    private static let provinces: Shape<[Province]> = .object("Provinces", "Provinces of the country.", [.list("provinces", province) { $0 }])

    private static let industry: Shape<(industry: Industry, lists: CodeLists)> = .object(
        "Industry", "A class of industry.",
        [
            .text("code", "Four digits.") { $0.industry.code.text },
            .text("nameEnglish") { $0.industry.nameEnglish },
            .text("nameKhmer") { $0.lists.name(of: $0.industry.code, in: .khmer).text },
            .text("nameVietnamese") { $0.lists.name(of: $0.industry.code, in: .vietnamese).text },
        ])

    private static let industries: Shape<[(industry: Industry, lists: CodeLists)]> = .object(
        "Industries", "Classes of industry, in order of code.", [.list("industries", industry) { $0 }])

    private static let licenceLine: Shape<LicenceAnswer.Line> = .object(
        "LicenceLine", "What one permit says.",
        [
            .part("permit", RegistryShapes.permit) { $0.permit },
            .part("verdict", Shape<PermitVerdict>(.choice(PermitVerdict.names)) { .text($0.name) }.orNull, "About the waste asked for.") { $0.verdict },
        ])

    private static let licenceFirm: Shape<LicenceAnswer.Firm> = .object(
        "LicenceFirm", "A firm and its permits.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .list("provinces", .text) { $0.provinces },
            .part(
                "summary",
                Shape<LicenceAnswer.Summary>(.choice(["nothingRecorded", "yes", "uncertain", "no", "closed"])) { .text("\($0)") }.orNull,
                "What all permits say together about the waste asked for."
            ) { $0.summary },
            .list("permits", licenceLine) { $0.lines },
        ])

    private static let licences: Shape<Licences> = .object(
        "Licences", "Firms with their permits.",
        [
            .part("waste", NoteShapes.wasteCode.orNull, "The waste asked for.") { $0.answer.waste?.id },
            .list("wastes", NoteShapes.wasteCode, "What the words may mean, when they name no waste.") { $0.answer.wastes },
            .list("firms", licenceFirm) { $0.answer.firms },
            .flag("more", "More firms bear these words than are shown.") { $0.answer.hasMore },
            .textOrNull("next") { $0.next },
        ])
}

extension PermitVerdict {
    fileprivate static let names = ["allows", "notYetValid", "expired", "wasteNotCovered", "treatmentNotCovered", "transportNotCovered"]

    fileprivate var name: String {
        switch self {
        case .allows: "allows"
        case .notYetValid: "notYetValid"
        case .expired: "expired"
        case .wasteNotCovered: "wasteNotCovered"
        case .treatmentNotCovered: "treatmentNotCovered"
        case .transportNotCovered: "transportNotCovered"
        }
    }
}
