// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Seal
import Wording

/// The seal for everybody, and the proof of a note for its parties.
enum SealPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/seal", .open, seal),
        PageRoute(.get, "/notes/:id/receipt", receipt),
        PageRoute(.get, "/notes/:id/promise/:line", promise),
        PageRoute(.get, "/s/:code/promise", .open, driverPromise),
    ]

    private static func seal(_ request: PageRequest) async throws -> PageAnswer {
        let before = request.query["before"].flatMap { CalendarDate(iso: $0) }
        if request.wantsFile {
            return try await request.wholeList("baitong-seal", next: \SealModel.next) {
                try await request.platform.seal(before: $0, limit: $1)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let isFile = request.query["format"] == "json"
        let model = try await request.platform.seal(before: before, limit: isFile ? daysInFile : daysOnPage)
        guard isFile else { return SealView(request: request, model: model, isFirstPage: before == nil).page }
        let bytes = SealPublication(model, nation: request.platform.country.rawValue).file
        return .file(bytes: bytes, name: "baitong-seal-\(before ?? request.platform.today).json", mediaType: "application/json")
    }

    private static let daysInFile = 31, daysOnPage = 14

    private static func receipt(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let receipt = try await request.platform.receipt(of: id, by: try request.actor())
        return .file(bytes: receipt.file, name: "baitong-receipt-\(id).json", mediaType: "application/json")
    }

    private static func promise(_ request: PageRequest) async throws -> PageAnswer {
        file(try await request.platform.promise(of: try request.id("line"), on: try request.id("id"), by: try request.actor()))
    }

    /// A driver without account keeps the promise that he was given on his telephone.
    private static func driverPromise(_ request: PageRequest) async throws -> PageAnswer {
        file(try await request.platform.promise(ofCode: request.parameters["code"] ?? "", address: request.address))
    }

    private static func file(_ promise: SealPromise) -> PageAnswer {
        .file(bytes: promise.file, name: "baitong-promise-\(promise.line.id).json", mediaType: "application/json")
    }
}
