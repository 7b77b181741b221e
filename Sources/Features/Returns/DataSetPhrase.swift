// SPDX-License-Identifier: Apache-2.0

import Wording

/// Names of data sets, their sections and fields, and of ways of waste.
public enum DataSetPhrase: String, PhraseKey {
    public static let area = "datasets"

    // Data sets.
    case setFactoryMonthly, setFactoryYearly, setSimple, setCollectionCentre, setIncinerator, setLandfill, setWastewaterWorks, setWasteToEnergy
    case setRecycler, setHaulier, setOther
    // Kinds of plant.
    case plantFactory, plantSmallFirm, plantCollectionCentre, plantIncinerator, plantLandfill, plantWastewaterWorks, plantWasteToEnergy
    case plantRecycler, plantHaulier
    // Sections.
    case sectionActivity, sectionPeople, sectionMaterials, sectionWater, sectionEnergy, sectionRefrigerants, sectionProducts, sectionWastewater
    case sectionWaste, sectionProcess, sectionResidues, sectionOther
    // Fields.
    case fieldWorkingDays, fieldWorkersWomen, fieldWorkersMen, fieldWorkersAll, fieldFabricIn, fieldLeatherIn, fieldRawMaterialIn, fieldPackagingIn
    case fieldChemicalsIn, fieldWaterPublic, fieldWaterWell, fieldWaterSurface, fieldWaterTanker, fieldWaterAll, fieldElectricityGrid
    case fieldElectricityOwn, fieldElectricitySold, fieldElectricityOwnUse, fieldHeatSold, fieldDiesel, fieldPetrol, fieldFuelOil, fieldLpg
    case fieldNaturalGas, fieldCoal, fieldFirewood, fieldRiceHusk, fieldOtherBiomass, fieldSteamBought, fieldRefrigerantR22, fieldRefrigerantR134a
    case fieldRefrigerantR410a, fieldRefrigerantOther, fieldGarmentsMade, fieldShoesMade, fieldTextilesMade, fieldProductMade, fieldWastewaterSewer
    case fieldWastewaterSurface, fieldWastewaterReused, fieldWastewaterAll, fieldWasteStock, fieldWasteCollected, fieldWasteBurned, fieldWasteSent
    case fieldWasteIn, fieldWasteOut, fieldStockAge, fieldOperatingHours, fieldTemperatureLow, fieldTemperatureMean, fieldBottomAsh, fieldFlyAsh
    case fieldStackTests, fieldStackAbove, fieldActiveCell, fieldAirspaceLeft, fieldCoverSoil, fieldLeachateOut, fieldLeachateTreated
    case fieldGasCollected, fieldGasFlared, fieldFires, fieldInflow, fieldOutflow, fieldSludge, fieldOverflows, fieldProductRecycled, fieldRejects
    case fieldVehicles, fieldTrips, fieldMassCarried, fieldDistance, fieldIncidents, fieldOther
    // Where waste went.
    case destinationNote, destinationTown, destinationBuyer, destinationReused, destinationBurnedForHeat, destinationBurnedOpenly, destinationDumped
    case destinationSupplier, destinationReceived
    // Standing, lengths of periods, methods, units without a symbol.
    case standingOfficial, standingAssumed, periodMonth, periodQuarter, periodYear, periodOfQuarter, periodOfYear, methodWeighed, methodMetered
    case methodCounted, methodInvoiced, methodEstimated, unitPerson, unitDay, unitDegrees
}

/// What a set or a figure is called: a phrase of the table, whether the program brought it or an officer's file did.
public struct DataName: PhraseKey {
    public static let area = DataSetPhrase.area
    /// Those that files bring are not known beforehand.
    public static var allCases: [DataName] { [] }

    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// - Parameter kind: `set` or `field`.
    init(_ kind: String, _ id: String) { rawValue = kind + id.prefix(1).uppercased() + id.dropFirst() }

    /// Whether the program has words of its own for it.
    var isShipped: Bool { DataSetPhrase(rawValue: rawValue) != nil }
}

extension DataSetPhrase {
    /// What the data may name of a kind, such as `plant`: `factory`, `smallFirm` and so on.
    public static func things(_ kind: String) -> [String] {
        allCases.map(\.rawValue).filter { $0.hasPrefix(kind) }.map { $0.dropFirst(kind.count) }.map { $0.prefix(1).lowercased() + $0.dropFirst() }
    }

    /// The name of a thing of the data, such as `field` and `electricityGrid`; `nil` when nobody has named it.
    public static func of(_ kind: String, _ id: String) -> DataSetPhrase? { DataSetPhrase(rawValue: kind + id.prefix(1).uppercased() + id.dropFirst()) }
}
