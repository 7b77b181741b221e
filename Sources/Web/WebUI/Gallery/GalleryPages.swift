// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Operations

/// The gallery of parts, on servers that show invented data only.
enum GalleryPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/gallery", .open) { request in
            guard request.isDemonstration else { throw PlatformError.notFound }
            return .page(galleryPage(words: request.words))
        }
    ]
}
