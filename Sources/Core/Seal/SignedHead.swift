// SPDX-License-Identifier: Apache-2.0

import Domain

/// The state of a nation's tree at one moment.
public struct TreeHead: Hashable, Sendable {
    /// Code of the country.
    public var nation: String
    /// Lines sealed so far.
    public var size: Int64
    public var root: Digest
    /// Never before that of an earlier head.
    public var at: Instant
    /// Id of the key that signs.
    public var key: String

    public init(nation: String, size: Int64, root: Digest, at: Instant, key: String) {
        self.nation = nation
        self.size = size
        self.root = root
        self.at = at
        self.key = key
    }

    /// Exactly what is signed: six lines of ASCII, each ended by a line feed.
    public var bytes: [UInt8] {
        signedText("baitong seal head 1", [nation, String(size), root.description, String(at.microseconds), key])
    }

    public func signed(by secret: SealSecret) -> SignedHead {
        precondition(key == secret.key.id, "A head is signed by the key that it names.")
        return SignedHead(head: self, signature: secret.sign(bytes))
    }
}

public struct SignedHead: Hashable, Sendable {
    public var head: TreeHead
    public var signature: [UInt8]

    public init(head: TreeHead, signature: [UInt8]) {
        self.head = head
        self.signature = signature
    }

    public func isSigned(by key: SealKey) -> Bool { head.key == key.id && key.verifies(signature, over: head.bytes) }
}

/// What the tree holds of a line: enough to tell which it is, and the SHA-256 over everything else. Nothing in it is personal, so
/// erasing never touches it.
public struct LineStatement: Hashable, Sendable {
    public var line: OperationID
    /// The verb, such as `note.issue`.
    public var kind: String
    public var recorded: Instant
    public var document: DocumentID?
    /// Over all columns of the line, its payload, and the entries that it booked.
    public var hash: Digest

    public init(line: OperationID, kind: String, recorded: Instant, document: DocumentID?, hash: Digest) {
        self.line = line
        self.kind = kind
        self.recorded = recorded
        self.document = document
        self.hash = hash
    }

    /// The data of the leaf.
    public var bytes: [UInt8] {
        signedText(
            "baitong line 1", [line.description, kind, String(recorded.microseconds), document?.description ?? "-", hash.description])
    }

    public var leaf: Digest { .leaf(bytes) }
}
