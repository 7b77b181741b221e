// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said about numbers and units that people give.
public enum QuantityPhrase: String, PhraseKey {
    public static let area = "quantities"

    /// Facts: `unit`.
    case unknownUnit
    /// Facts: `unit`, `dimension`.
    case wrongDimension
    /// Facts: `unit`.
    case needsDensity
    /// Facts: `number`, `unit`.
    case negative, zero, doesNotFit, belowOneGram
    /// Facts: `number`, `unit`, `mass`, `limit`.
    case aboveLimit
    /// Facts: `number`, `unit`, `mass`.
    case roundedToGrams
    case numberMissing
    /// Facts: `typed`.
    case numberUnreadable
    /// Facts: `typed`, `grouped`, `whole`, `thousandths`.
    case numberAmbiguous

    case dimensionMass, dimensionVolume, dimensionEnergy, dimensionArea, dimensionPower, dimensionFlow, dimensionConcentration
    case dimensionLength, dimensionFreight, dimensionTime, dimensionCount, dimensionRatio, dimensionGasVolume
}
