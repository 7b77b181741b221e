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

extension DataSetPhrase {
    /// The name of a thing of the data, such as `field` and `electricityGrid`; `nil` when nobody has named it.
    public static func of(_ kind: String, _ id: String) -> DataSetPhrase? { DataSetPhrase(rawValue: kind + id.prefix(1).uppercased() + id.dropFirst()) }
}
