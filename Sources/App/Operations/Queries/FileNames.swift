// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Tabular
import Workbooks

// Names and figures as every file of a list writes them.

extension FileColumns {
    /// A firm's name in English under the name of the column, its own name under that name with `_local`.
    static func name(_ column: String, _ organisation: @escaping (Row) -> Organisation?) -> Self {
        names(column, { organisation($0)?.nameEnglish }, { organisation($0)?.nameLocal })
    }

    /// A site's name, as above.
    static func name(_ column: String, _ site: @escaping (Row) -> Site?) -> Self {
        names(column, { site($0)?.nameEnglish }, { site($0)?.nameLocal })
    }

    private static func names(_ column: String, _ english: @escaping (Row) -> String?, _ local: @escaping (Row) -> String?) -> Self {
        FileColumns([(column, { english($0) ?? "" }), (column + "_local", { local($0) ?? "" })])
    }
}

/// A figure for files: at most 15 significant digits, as many as spreadsheet programs keep, and 12 places; blank for what is not known.
func digits(_ value: Double?) -> String { value.flatMap { ExactDecimal(workbook: "\($0)") }?.description ?? "" }
