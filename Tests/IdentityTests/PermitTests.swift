// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct PermitTests {
    private func permit(
        _ wastes: [WasteScope], _ treatments: [String], number: String = "L-1", from: String = "2024-01-01", until: String? = "2026-12-31",
        transport: Bool? = nil
    ) -> Permit {
        Permit(
            id: PermitID(1), organisation: plant.id, number: number, issuedBy: "Ministry of Environment", wastes: wastes,
            treatments: treatments.map(treatment), allowsTransport: transport, validFrom: day(from), validUntil: until.map(day), source: "scan")
    }

    private let fabric = waste("040222")
    private let solvent = waste("040214")

    @Test("A permit holds from its first to its last day, both included; without a last day it goes on")
    func dates() {
        let limited = permit([.code(fabric)], ["R3"])
        func verdict(_ date: String, _ permit: Permit) -> PermitVerdict {
            permit.verdict(waste: fabric, isHazardous: false, treatment: treatment("R3"), on: day(date))
        }
        #expect(verdict("2023-12-31", limited) == .notYetValid(from: day("2024-01-01")))
        #expect(verdict("2024-01-01", limited) == .allows)
        #expect(verdict("2026-12-31", limited) == .allows)
        #expect(verdict("2027-01-01", limited) == .expired(on: day("2026-12-31")))
        #expect(verdict("2099-01-01", permit([.code(fabric)], ["R3"], until: nil)) == .allows)
    }

    @Test("A permit covers the codes it names; hazardous waste only by its code or a chapter marked with a star")
    func wastes() {
        func covers(_ scope: WasteScope, _ code: WasteCodeID, hazardous: Bool) -> Bool {
            permit([scope], ["R3"]).verdict(waste: code, isHazardous: hazardous, treatment: treatment("R3"), on: today).isAllowed
        }
        #expect(covers(.code(solvent), solvent, hazardous: true))
        #expect(!covers(.code(solvent), fabric, hazardous: false))
        #expect(covers(.chapter("04", includingHazardous: false), fabric, hazardous: false))
        #expect(!covers(.chapter("04", includingHazardous: false), solvent, hazardous: true))
        #expect(covers(.chapter("04", includingHazardous: true), solvent, hazardous: true))
        #expect(!covers(.chapter("20", includingHazardous: true), fabric, hazardous: false))
        #expect(covers(.anyNonHazardous, fabric, hazardous: false))
        #expect(!covers(.anyNonHazardous, solvent, hazardous: true))
    }

    @Test("A treatment must be named; a permit without treatments is for transport, one with them is not unless it says so")
    func treatmentAndTransport() {
        func verdict(_ permit: Permit, _ code: String?) -> PermitVerdict {
            permit.verdict(waste: fabric, isHazardous: false, treatment: code.map(treatment), on: today)
        }
        let treating = permit([.anyNonHazardous], ["R3", "R13"])
        #expect(verdict(treating, "R13") == .allows)
        #expect(verdict(treating, "D1") == .treatmentNotCovered)
        #expect(verdict(treating, nil) == .transportNotCovered)
        let hauling = permit([.anyNonHazardous], [])
        #expect(verdict(hauling, nil) == .allows)
        #expect(verdict(hauling, "R3") == .treatmentNotCovered)
        #expect(verdict(permit([.anyNonHazardous], ["R3"], transport: true), nil) == .allows)
    }

    @Test("Of several permits the one that allows is found, else the one that comes nearest is told")
    func nearest() throws {
        let other = permit([.chapter("20", includingHazardous: false)], ["R3"], number: "other")
        let expired = permit([.code(fabric)], ["R3"], number: "expired", until: "2026-01-31")
        let expiredOther = permit([.chapter("20", includingHazardous: false)], ["R3"], number: "expired-other", until: "2026-01-31")
        let good = permit([.code(fabric)], ["R3"], number: "good")
        func nearest(_ permits: [Permit], _ code: String = "R3") -> (permit: Permit, verdict: PermitVerdict)? {
            permits.nearest(waste: fabric, isHazardous: false, treatment: treatment(code), on: today)
        }
        #expect(nearest([]) == nil)
        #expect(nearest([other, expired, good])?.permit.number == "good")
        let told = try #require(nearest([other, expiredOther, expired]))
        #expect(told.permit.number == "expired" && told.verdict == .expired(on: day("2026-01-31")))
        #expect(nearest([expiredOther, good], "D1")?.verdict == .treatmentNotCovered)
        #expect(nearest([expiredOther])?.verdict == .wasteNotCovered)
    }

    @Test("Scopes are written as code, chapter, chapter with star, or words, and nothing else is read")
    func writtenScopes() throws {
        for text in ["040222", "04", "04*", "non-hazardous"] { #expect(WasteScope(text: text)?.text == text) }
        for text in ["", "4", "00", "04**", "0402", "40222", "hazardous", "０４"] { #expect(WasteScope(text: text) == nil, "\(text)") }
        #expect(try json([WasteScope.chapter("04", includingHazardous: true), .code(fabric)]) == #"["04*","040222"]"#)
        #expect(try decoded([WasteScope].self, #"["non-hazardous"]"#) == [.anyNonHazardous])
    }
}
