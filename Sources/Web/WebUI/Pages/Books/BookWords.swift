// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Returns
import Wording
import Workbooks

// What every page about the book says the same way: places, reasons, wastes, weights, sites and who recorded.

extension Compartment {
    /// The name of a place of the book; treatments have a code beside it.
    var phrase: BookPhrase {
        switch self {
        case .opening: .compartmentOpening
        case .supply: .compartmentSupply
        case .process: .compartmentProcess
        case .product: .compartmentProduct
        case .store: .compartmentStore
        case .transit: .compartmentTransit
        case .held: .compartmentHeld
        case .difference: .compartmentDifference
        case .air: .compartmentAir
        case .water: .compartmentWater
        case .sewer: .compartmentSewer
        case .unknown: .compartmentUnknown
        case .treated: .compartmentTreated
        }
    }
}

extension Reason {
    var phrase: BookPhrase {
        switch self {
        case .impliedByNote: .reasonImpliedByNote
        case .collected: .reasonCollected
        case .handedOver: .reasonHandedOver
        case .accepted: .reasonAccepted
        case .refused: .reasonRefused
        case .weighingDifference: .reasonWeighingDifference
        case .trueUp: .reasonTrueUp
        case .treated: .reasonTreated
        case .residue: .reasonResidue
        case .grouped: .reasonGrouped
        case .split: .reasonSplit
        case .lost: .reasonLost
        case .correction: .reasonCorrection
        case .correctionGap: .reasonCorrectionGap
        case .storedOnTheWay: .reasonStoredOnTheWay
        case .returned: .reasonReturned
        case .openingStock: .reasonOpeningStock
        case .sold: .reasonSold
        case .reported: .reasonReported
        case .leftWithoutNote: .reasonLeftWithoutNote
        case .stockTaken: .reasonStockTaken
        case .piped: .reasonPiped
        }
    }
}

extension FateGroup {
    /// The meaning of its colour in charts.
    var category: ChartCategory {
        switch self {
        case .recycling: .recycling
        case .energy: .energy
        case .incineration: .incineration
        case .landfill: .landfill
        case .storage: .storage
        case .difference, .unknown: .unaccounted
        case .generated, .otherSource, .otherTreatment, .elsewhere: .plain
        }
    }
}

extension PageRequest {
    /// A place of the book, such as `Waste store` or `Treated R3`.
    func placeName(_ compartment: Compartment) -> String {
        guard case .treated(let code) = compartment else { return words[compartment.phrase] }
        return words(compartment.phrase, ["code": .text(code.description)])
    }

    /// Code and everyday name of a waste, the name marked with its language where that is not the reader's.
    func materialName(_ material: Material) -> HTML {
        guard let waste = material.wasteCode else { return HTML(text: goodsName(material)) }
        return "<span class=\"code-text\">\(waste.description)</span> \(wasteName(waste))"
    }

    /// The same for places that hold text only.
    func materialText(_ material: Material) -> String {
        guard let waste = material.wasteCode else { return goodsName(material) }
        let name = wasteText(waste)
        return name == waste.description ? name : waste.description + " " + name
    }

    /// The name of what has no waste code: goods, water, energy, and waste whose code nobody told.
    func goodsName(_ material: Material) -> String { words(Problem(phrase: BookRules.shipped.nameKey(of: material))) }

    /// The unit in which the book's pages write a material.
    func unit(of material: Material) -> String { material.measure.pageUnit }

    /// An amount of a material in that unit, without it.
    func amount(_ raw: Int64, of material: Material) -> String { words.decimal(raw, scale: material.measure.places) }

    /// The same inside a sentence.
    func fact(_ raw: Int64, of material: Material) -> Fact { .text(amount(raw, of: material) + "\u{A0}" + unit(of: material)) }

    /// A lot by the note whose load made it, else by its own number.
    func lotName(_ lot: LotID, _ noteNumber: String?) -> String { words(BookPhrase.lotTitle, ["lot": .text(noteNumber ?? lot.description)]) }

    /// Kilograms, exactly, without the unit.
    func kilograms(_ grams: Int64) -> String { words.kilograms(Mass(grams)) }

    /// Kilograms with a sign where it is above zero, blank for nothing.
    func flow(_ grams: Int64) -> String { grams == 0 ? "" : kilograms(grams) }

    /// A site with its firm where the two names differ.
    func siteLabel(_ site: Site, _ organisation: Organisation?) -> String {
        let own = name(of: site)
        guard let organisation else { return own }
        let firm = name(of: organisation)
        return firm == own ? own : firm + ", " + own
    }

    /// Who recorded something: the person within one's own firm, else the firm; the server's operator where nobody is named.
    func recorderName(_ who: Recorder) -> String {
        who.person ?? who.organisation.map(name(of:)) ?? words[BookPhrase.serverOperator]
    }

    /// A province by name; its code where the list has none.
    func provinceName(_ code: String) -> String {
        guard let id = ProvinceID(country: platform.country, code: code) else { return code }
        return platform.lists.name(of: id, on: platform.today, in: words.language).text
    }

    /// An industry by the name of its code, marked with its language where that is not the reader's.
    func sectorName(_ code: String) -> HTML {
        guard let id = IndustryCode(text: code) else { return HTML(text: code) }
        return marked(platform.lists.name(of: id, in: words.language))
    }

    /// A chapter of the list of wastes by code and name; the code alone where the list has none.
    func chapterName(_ code: String) -> HTML {
        let lists = platform.lists
        guard let chapter = lists.wasteCodes.newest.chapters.first(where: { $0.code == code }) else { return HTML(text: code) }
        return "<span class=\"code-text\">\(code)</span> \(marked(lists.name(of: chapter, in: words.language)))"
    }

    /// Whether a list is asked for as a file: comma-separated values, or a workbook.
    var wantsFile: Bool { query["format"] == "csv" || wantsWorkbook }
    var wantsWorkbook: Bool { query["format"] == "xlsx" }

    /// A list as a file: the workbook of it where that is asked for.
    func list(_ bytes: [UInt8], _ name: String, asWorkbook: Bool? = nil) throws -> PageAnswer {
        guard asWorkbook ?? wantsWorkbook else { return csv(bytes, name) }
        let workbook = try ListFile.workbook(csv: bytes, name: name)
        return .file(bytes: workbook, name: name + ".xlsx", mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    }

    /// A file of comma-separated values.
    func csv(_ bytes: [UInt8], _ name: String) -> PageAnswer {
        .file(bytes: bytes, name: name + ".csv", mediaType: "text/csv; charset=utf-8")
    }
}

extension MaterialMeasure {
    /// Kilograms, cubic metres, kilowatt-hours.
    var pageUnit: String {
        switch self {
        case .mass: "kg"
        case .volume: "m³"
        case .gasVolume: "Nm³"
        case .energy: "kWh"
        }
    }
}
