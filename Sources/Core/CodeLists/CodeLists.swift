// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Wording

// CodeLists: what the codes on a hand-over note mean. Waste codes, treatments, Basel codes, industries, provinces, units
// and zones, each with source, confidence and the days on which an edition is valid; their names in every language; search;
// and turning a given quantity into grams. Data stand in `Resources`, one CSV file a list, so that an officer can load a
// newer edition of the same shape. Nothing here reads a clock: callers pass the day.
//
//   CodeLists                   all lists; `shipped` is what the program comes with
//   CodeLists+Loading           files in, lists and every fault out
//   CodeLists+NewEdition        a newer edition beside the older ones
//   CodeLists+Names             what a code is called, and in which language
//   CodeList, Editions          one edition; all editions of one list, picked by date
//   WasteCode, Treatment, ...   the rows, each with how it is read
//   WasteSearch                 finding a waste code by words in any language
//   WasteFinder                 finding it by at most five questions
//   WasteCriteria               what to do with a waste: statements by code, chapter and hazard class
//   MassConversion              a number and a unit to whole grams, or why not
//   ListFault, QuantityError    what is wrong, with line and column or numbers

/// All lists with all their editions, and the names of their codes.
public struct CodeLists: Sendable {
    public internal(set) var wasteCodes: Editions<WasteCode>
    public internal(set) var treatments: Editions<Treatment>
    public internal(set) var baselCodes: Editions<BaselCode>
    public internal(set) var industries: Editions<Industry>
    public internal(set) var provinces: Editions<Province>
    public internal(set) var units: Editions<UnitOfMeasure>
    public internal(set) var zones: Editions<Zone>
    /// Which waste most likely falls under which code of the Basel Convention.
    public internal(set) var wasteBasel: Editions<BaselReference>
    /// Codes of national lists beside ours; empty until an officer loads an official list.
    public internal(set) var nationalWastes: Editions<NationalWaste>
    public internal(set) var wasteCriteria: Editions<WasteCriterion>
    public internal(set) var names: NameTable
    /// One index per edition of the waste list, in the same order.
    var searches: [WasteSearch]
    /// What each file holds and points at, so that a new edition can be checked against the others.
    var keys: [ListFile: [String: String]]
    var references: [ListFile: [ListReference]]

    /// The lists the program ships with, loaded once.
    public static let shipped: CodeLists = {
        let files = ListFile.allCases.map { file -> (String, [UInt8]) in
            guard let url = Bundle.module.url(forResource: "Resources", withExtension: nil)?.appendingPathComponent(file.rawValue),
                let data = try? Data(contentsOf: url)
            else { preconditionFailure("The program was installed without \(file.rawValue).") }
            return (file.rawValue, [UInt8](data))
        }
        let (lists, faults) = load(files: Dictionary(uniqueKeysWithValues: files))
        precondition(faults.isEmpty, "The lists have faults: " + faults.map(\.description).joined(separator: "; "))
        return lists
    }()

    /// The waste code as the edition of a day has it.
    public func wasteCode(_ id: WasteCodeID, on date: CalendarDate) -> WasteCode? { wasteCodes.edition(on: date)[id] }

    public func treatment(_ code: TreatmentCode, on date: CalendarDate) -> Treatment? { treatments.edition(on: date)[code] }

    public func industry(_ code: IndustryCode, on date: CalendarDate) -> Industry? { industries.edition(on: date)[code] }

    public func unit(_ symbol: String, on date: CalendarDate) -> UnitOfMeasure? { units.edition(on: date)[symbol] }

    /// What a province's number meant on a day.
    public func province(_ id: ProvinceID, on date: CalendarDate) -> Province? { provinces.edition(on: date).province(id, on: date) }

    /// The provinces of a country on a day, in order of their numbers: 25 in Cambodia; 63, then 34 in Viet Nam.
    public func provinces(of country: Country, on date: CalendarDate) -> [Province] {
        provinces.edition(on: date).provinces(of: country, on: date)
    }

    /// The province that stands on `date` in whose area a province of this or an earlier map lies.
    public func successor(of id: ProvinceID, on date: CalendarDate) -> Province? {
        provinces.edition(on: date).successor(of: id, on: date)
    }

    /// Mass units a person may choose, kilogram first.
    public func massUnits(on date: CalendarDate) -> [UnitOfMeasure] { units.edition(on: date).massUnits }

    /// The search index over the waste codes of a day.
    public func wasteSearch(on date: CalendarDate) -> WasteSearch {
        searches[wasteCodes.all.lastIndex { $0.validFrom <= date } ?? 0]
    }
}
