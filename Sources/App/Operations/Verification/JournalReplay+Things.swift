// SPDX-License-Identifier: Apache-2.0

import Manifests
import Stores

/// By what a replay of the journal keeps the things it follows.
extension JournalReplay {
    struct NoteUnderWay {
        var note: Manifest
        var stored: VerificationStore.NoteRow
    }

    struct OriginClass: Hashable {
        var province: String
        var sector: String
    }

    struct Registered: Hashable {
        var kind: RegisteredKind
        var key: String
    }
}
