// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Seal

/// The seal: heads, keys and proofs for everybody; receipts for the parties of a note.
enum SealRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/seal", "readSeal", .seal, .open, "The latest signed head, the last head of each day, and the keys",
            query: [.optional("before", .date, "Only days before this one; taken from `next`."), .limit()], seal
        ) { call in
            let model = try await call.platform.seal(before: CalendarDate(iso: call.query.string("before")), limit: call.limit)
            return State(model: model, nation: call.platform.country.rawValue, next: call.next("before", model.next))
        },
        .get("/seal/heads/{size}", "readSealHead", .seal, .open, "The head that was signed over so many lines", head) { call in
            guard let size = Int64(call.path["size"] ?? "") else { throw PlatformError.notFound }
            return try await call.platform.sealedHead(size: size)
        },
        .get(
            "/seal/consistency", "proveSealConsistency", .seal, .open, "Proves that a later head begins with an earlier one: nothing before was changed",
            query: [
                .required("from", .whole(1...9_007_199_254_740_991), "Size of the earlier head."),
                .required("to", .whole(1...9_007_199_254_740_991), "Size of the later head."),
            ], consistency
        ) { call in
            let (proof, earlier, later) = try await call.platform.sealConsistency(from: call.query["from"]?.whole ?? 0, to: call.query["to"]?.whole ?? 0)
            return Consistency(path: proof.path, earlier: earlier, later: later)
        },
        .get("/notes/{id}/receipt", "readNoteReceipt", .seal, .scope(.notesRead), "A note's lines of the journal with their proofs, as a file", receipt) {
            call in try await call.platform.receipt(of: try call.id(), by: try call.actor())
        },
        .get(
            "/notes/{id}/promises/{line}", "readNotePromise", .seal, .scope(.notesRead),
            "The signed promise about one step of a note, as a file; until its last moment", promiseFile
        ) { call in
            try await call.platform.promise(of: try call.id("line"), on: try call.id(), by: try call.actor())
        },
    ]

    struct State: Sendable {
        var model: SealModel
        var nation: String
        var next: String?
    }

    struct Consistency: Sendable {
        var path: [Digest]
        var earlier: SignedHead
        var later: SignedHead
    }

    private static let head: Shape<SignedHead> = .object(
        "SealHead", "The tree over the journal at one moment, signed by Ed25519.",
        [
            .text("nation", "Code of the country.") { $0.head.nation },
            .part("size", .grams, "Lines sealed so far.") { $0.head.size },
            .text("root", "SHA-256 of the tree as RFC 6962 makes it, hexadecimal.") { $0.head.root.description },
            .text("at", "UTC, to the microsecond.") { $0.head.at.exactText },
            .text("key", "Id of the key that signed.") { $0.head.key },
            .text("signature", "Over six lines of text: `baitong seal head 1`, nation, size, root, microseconds since 1970, key; hexadecimal.") {
                $0.signature.lowerHex
            },
        ])

    private static let key: Shape<PublishedKey> = .object(
        "SealKey", "A key by which heads are signed, from its moment until that of its successor.",
        [
            .text("id", "First 16 hexadecimal digits of the key's SHA-256.") { $0.key.id },
            .text("publicKey", "Ed25519, hexadecimal.") { $0.key.bytes.lowerHex },
            .text("from", "UTC, to the microsecond.") { $0.from.exactText },
            .textOrNull("previous", "Id of the key before it.") { $0.previous },
            .textOrNull("endorsement", "Signature of the key before it; null for the first key, and where that one was lost.") { $0.endorsement?.lowerHex },
        ])

    private static let seal: Shape<State> = .object(
        "Seal", "The state of the seal.",
        [
            .part("latest", head.orNull, "Null before anything was sealed.") { $0.model.latest },
            .list("days", head, "The last head of each day, latest first.") { $0.model.days },
            .list("keys", key, "Latest first.") { $0.model.keys },
            .textOrNull("next", "Where the list of days goes on.") { $0.next },
        ])

    private static let consistency: Shape<Consistency> = .object(
        "SealConsistency", "A proof as RFC 6962 section 2.1.2 makes it.",
        [
            .part("earlier", head) { $0.earlier },
            .part("later", head) { $0.later },
            .list("path", .text, "Hexadecimal.") { $0.path.map(\.description) },
        ])

    private static let promised: [ShapeMember<SealPromise>] = [
        .id("line", "Line of the journal.") { $0.line.id },
        .idOrNull("note", "The note in whose proof the line will stand: of a step on several notes the first.") { $0.line.document },
        .text("leaf", "Hash of the line's leaf as RFC 6962 makes it, hexadecimal.") { $0.leaf },
        .text("at", "When the line was recorded; UTC, to the microsecond.") { $0.promise.at },
        .textOrNull("sealBy", "The last moment at which the line is to be sealed; UTC, to the microsecond.") { $0.promise.sealBy },
        .text("key", "Id of the key that signed.") { $0.promise.key },
        .text(
            "signature",
            "Ed25519 over six lines of text: `baitong seal promise 2`, nation, leaf, both moments as microseconds since 1970, key; hexadecimal."
        ) { $0.promise.signature },
    ]

    /// What the answer to a step carries.
    static let promise: Shape<SealPromise> = .object("SealPromise", "The nation's signed promise to seal the line that a step left.", promised)

    private static let promiseFile: Shape<SealPromise> = .object(
        "SealPromiseFile", "The nation's signed promise to seal the line that a step left, as a file.",
        promised + [
            .text("file", "Kept byte for byte as a file, `baitong verify-receipt` checks it without any server.") {
                String(decoding: $0.file, as: UTF8.self)
            }
        ])

    private static let receipt: Shape<SealReceipt> = .object(
        "NoteReceipt", "A proof that a note's lines stand in the journal.",
        [
            .id("note") { $0.note },
            .whole("sealed", "Lines with a proof.") { $0.lines.count { $0.proof != nil } },
            .whole("promised", "Lines that are saved and not sealed yet, with a signed promise.") { $0.lines.count { $0.promise != nil } },
            .part(
                "file", Shape<String>(.text(5_000_000)) { .text($0) },
                "The receipt itself. Kept byte for byte as a file, `baitong verify-receipt` checks it without any server."
            ) { String(decoding: $0.file, as: UTF8.self) },
        ])
}
