// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Buttons by which one thing is taken away as files of several formats, under a table or beside a name.
struct DownloadButtons: Part {
    var words: Words
    var files: [DataTable.Download]

    var html: HTML {
        let buttons = HTML.map(files) {
            "<a class=\"button quiet\" href=\"\($0.href)\" download>\(Icon.download)<span>\(words(PartPhrase.download, ["format": .text($0.format)]))</span></a>"
        }
        return "<span class=\"downloads\">\(buttons)</span>"
    }
}
