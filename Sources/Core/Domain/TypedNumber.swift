// SPDX-License-Identifier: Apache-2.0

extension ExactDecimal {
    /// The number as one would type it into a field, which ``NumberReading`` reads back one way only: three digits behind the
    /// point get a zero more, since `240.125` could also be 240,125.
    public var typed: String {
        let shortest = withoutTrailingZeros
        return shortest.scale == 3 ? shortest.description + "0" : shortest.description
    }
}

extension Amount where D == MassDimension {
    /// Kilograms as a field is filled with them; reads back to the same grams.
    public var typedKilograms: String { ExactDecimal(digits: raw, scale: 3).typed }
}

extension GivenMass {
    /// The number as a field is filled with it, in the unit it was given in; reads back to the same number.
    public var typedNumber: String { ExactDecimal(number)?.typed ?? number }
}
