// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What compartments of the book count as in national figures.
public enum FateGroup: String, CaseIterable, Sendable {
    /// Generated: what left a process, whose balance is below zero.
    case generated
    /// Brought forward or bought: sources beside generation.
    case otherSource
    /// R2 to R11: recycled, reused, spread with benefit.
    case recycling
    /// R1.
    case energy
    /// D10, D11.
    case incineration
    /// D1 to D5, D12.
    case landfill
    /// D6 to D9, D13, D14, R12: released to water, treated or prepared before another operation.
    case otherTreatment
    /// On sites and vehicles, held untreated, or stored under D15 or R13.
    case storage
    /// Weighing differences, losses and gaps.
    case difference
    /// Sold or given to somebody outside the system.
    case unknown
    /// To air, water, sewer or products.
    case elsewhere

    public init(_ compartment: Compartment) {
        switch compartment {
        case .process: self = .generated
        case .opening, .supply: self = .otherSource
        case .store, .transit, .held: self = .storage
        case .difference: self = .difference
        case .unknown: self = .unknown
        case .product, .air, .water, .sewer: self = .elsewhere
        case .treated(let code): self = Self.treated[code] ?? .otherTreatment
        }
    }

    /// The compartments that count as this group, in the book's order.
    public var compartments: [Compartment] {
        (Compartment.untreated + TreatmentCode.allCases.map { .treated($0) }).filter { FateGroup($0) == self }
    }

    /// Where waste ends up, in the order in which charts show it.
    public static let fates: [FateGroup] = [
        .recycling, .energy, .incineration, .landfill, .otherTreatment, .storage, .elsewhere, .unknown, .difference,
    ]

    private static let treated: [TreatmentCode: FateGroup] = {
        let groups: [(FateGroup, [String])] = [
            (.recycling, ["R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11"]), (.energy, ["R1"]), (.incineration, ["D10", "D11"]),
            (.landfill, ["D1", "D2", "D3", "D4", "D5", "D12"]), (.storage, ["D15", "R13"]),
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { group, codes in codes.compactMap { TreatmentCode(text: $0) }.map { ($0, group) } })
    }()
}
