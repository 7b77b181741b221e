// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Ledger
import TestSupport
import Testing
import Wording

/// Numbers that are stored, the order of rows, and the sentences of refusals.
struct AccountTests {
    static let compartments = Compartment.untreated + TreatmentCode.allCases.map { .treated($0) }

    /// The numbers stand in databases: this table was true when the first was written, and stays.
    @Test func compartmentNumbersNeverChange() throws {
        let expected: [Compartment: Int16] = [
            .opening: 1, .supply: 2, .process: 3, .product: 4, .store: 5, .transit: 6, .held: 7, .difference: 8, .air: 9, .water: 10, .sewer: 11,
            .unknown: 12, .treated(try #require(TreatmentCode(text: "D1"))): 1001, .treated(try #require(TreatmentCode(text: "R13"))): 1113,
        ]
        for (compartment, number) in expected { #expect(compartment.number == number) }
        #expect(Set(Self.compartments.map(\.number)).count == Self.compartments.count)
    }

    @Test(arguments: compartments) func aCompartmentIsReadBackFromItsNumber(compartment: Compartment) {
        #expect(Compartment(number: compartment.number) == compartment)
    }

    @Test(arguments: [0, 13, 999, 1000, 1016, 1100, 1114, -1] as [Int16]) func noOtherNumberIsACompartment(number: Int16) {
        #expect(Compartment(number: number) == nil)
    }

    @Test func anAccountSurvivesJSON() throws {
        for compartment in Self.compartments {
            for lot in [nil, Int64.max] {
                let whole = account(5, compartment, lot: lot)
                #expect(try JSONDecoder().decode(Account.self, from: JSONEncoder().encode(whole)) == whole)
            }
        }
    }

    @Test func wasteAndMaterialAreOneNumberApart() throws {
        let code = try #require(WasteCodeID(text: "990101"))
        #expect(Material.waste(code).wasteCode == code)
        #expect(Material(value: 5).wasteCode == nil)
        #expect(Material(value: 2_000_000).wasteCode == nil)
    }

    /// Reasons are stored by number too.
    @Test func reasonNumbersNeverChange() {
        #expect(Reason.allCases.map(\.rawValue) == Array(1...22))
        #expect(Reason.impliedByNote.rawValue == 1)
        #expect(Reason(rawValue: 14) == .correctionGap)
        #expect(Reason.openingStock.rawValue == 17)
    }

    /// Every refusal reads in three languages with its numbers and nothing left open.
    @Test(arguments: [
        LedgerError.insufficientStock(account: account(1, .store), available: .grams(1_250), requested: .grams(2_000)),
        .notPositive(account: account(1, .store), mass: .grams(-3)), .alreadyResolved(EntryID(4)),
    ]) func aRefusalReadsInEveryLanguage(error: LedgerError) throws {
        for problem in error.problems {
            for language in Language.allCases {
                let text = try #require(WordingTable.shipped.text(problem.phrase, language))
                #expect(!text.isEmpty)
                #expect(!Words(language)(problem).contains("{"))
            }
        }
    }
}
