// SPDX-License-Identifier: Apache-2.0

import Domain
import Notation

/// The methods there are, by the names they have in addresses and at the command line. All doors answer through this one.
public enum CalculationMethod: String, CaseIterable, Sendable {
    case ghg

    /// - Throws: every problem of the input at once, each with a JSON pointer.
    public func answer(_ input: JSON) throws(Problems) -> JSON {
        switch self {
        case .ghg: try GHGCalculation(input).json
        }
    }
}
