// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Platform {
    /// A photo as sent: its type is checked by its first bytes.
    public struct Photo: Hashable, Sendable {
        public var bytes: [UInt8]

        public init(bytes: [UInt8]) { self.bytes = bytes }

        static let bytesMax = 5_000_000
        /// JPEG, PNG or WebP by signature; `nil` for anything else.
        var mediaType: String? {
            if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
            if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
            if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), Array(bytes[8..<12]) == Array("WEBP".utf8) { return "image/webp" }
            return nil
        }
    }

    public func reportLoss(
        _ id: DocumentID, version: Int, kind: LossKind, place: String, position: Position?, photo: Photo?, by actor: Actor, at moment: Instant? = nil
    ) async throws -> Manifest {
        var problems: [Problem] = []
        if let photo {
            if photo.bytes.count > Photo.bytesMax {
                problems.append(OperationPhrase.photoTooLarge.problem("photo", ["most": .number(5), "size": .number(Int64(photo.bytes.count / 1_000_000))]))
            } else if photo.mediaType == nil {
                problems.append(OperationPhrase.photoType.problem("photo"))
            }
        }
        guard problems.isEmpty else { throw PlatformError.invalid(problems) }
        let hash = photo.map { Secrets.hex(secrets.sha256($0.bytes)) }
        return try await change("note.reportLoss", id, version: version, action: .reportLoss, by: actor, at: moment) { work, note, acting, _ in
            if let photo, let hash, let type = photo.mediaType { try work.notes.attach(photo.bytes, hash: hash, mediaType: type, to: note.id, at: work.now) }
            return try note.reportLoss(
                LossReport(
                    kind: kind, reportedBy: acting.organisation, reportedAt: work.now, place: try work.seal(place), position: position, photo: hash,
                    before: note.state), by: acting)
        }
    }

    public func decideLoss(_ id: DocumentID, version: Int, isFound: Bool, remark: String, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await change("note.decideLoss", id, version: version, action: .decideLoss, by: actor, at: moment) { work, note, acting, _ in
            try note.decideLoss(isFound: isFound, remark: try work.seal(remark), by: acting)
        }
    }
}
