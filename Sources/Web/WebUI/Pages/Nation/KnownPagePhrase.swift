// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages say of figures as they were known.
enum KnownPagePhrase: String, PhraseKey {
    static let area = "knownpage"

    case filter, label, notice, noticeLater, tableTitle, columnFigure, columnThen, columnNow, columnLater, columnEntries, note, noteEntries, provincesTitle
    case siteTitle, siteLead, siteDay, siteShow, siteFrom, siteTo, siteNothing, siteNothingMore, siteClassified, siteClassifiedOther, siteDoor, columnWaste,
        columnPlace
}
