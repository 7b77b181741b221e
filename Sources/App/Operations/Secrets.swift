// SPDX-License-Identifier: Apache-2.0

import CSodium
import Domain
import Synchronization

/// Random bytes, hashes and passwords, all by libsodium.
public struct Secrets: Sendable {
    /// Argon2id work of one password check. A server uses ``interactive``; tests that sign in often may use less.
    public struct PasswordWork: Sendable {
        public var operations: UInt64
        public var bytes: Int

        /// 19 MiB and two passes, the lower of OWASP's recommended settings for Argon2id.
        public static let interactive = PasswordWork(operations: 2, bytes: 19 * 1024 * 1024)
        /// libsodium's smallest; for tests and demonstration data only.
        public static let least = PasswordWork(operations: 1, bytes: 8192)
    }

    private let work: PasswordWork
    private let foretold: ForetoldBytes?
    /// What the password of a name without an account is checked against, so that both answers take the same work.
    let nobodysHash: String

    public init(work: PasswordWork = .interactive) {
        self.init(work: work, foretold: nil)
    }

    /// Random bytes that come out the same for the same seed, in the order in which they are asked for.
    ///
    /// **Unsafe for real use**: whoever knows the seed knows every number, code and token made with it. For demonstrations
    /// and tests only. The salts of passwords stay truly random.
    public init(work: PasswordWork, seed: UInt64) {
        self.init(work: work, foretold: ForetoldBytes(seed: seed))
    }

    private init(work: PasswordWork, foretold: ForetoldBytes?) {
        precondition(sodium_init() >= 0, "libsodium cannot start.")
        self.work = work
        self.foretold = foretold
        nobodysHash = Self.hash(Self.base64URL(Self.randomBytes(32)), work)
    }

    public func random(_ count: Int) -> [UInt8] { foretold?.next(count) ?? Self.randomBytes(count) }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    public func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }

    public func sha256(_ text: String) -> [UInt8] { sha256(Array(text.utf8)) }

    /// HMAC-SHA-256.
    public func authenticate(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(key.count == Int(crypto_auth_hmacsha256_KEYBYTES), "A key has 32 bytes.")
        var tag = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256(&tag, bytes, UInt64(bytes.count), key)
        return tag
    }

    public func hashPassword(_ password: String) -> String { Self.hash(password, work) }

    private static func hash(_ password: String, _ work: PasswordWork) -> String {
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let done = crypto_pwhash_str_alg(&text, password, UInt64(password.utf8.count), work.operations, work.bytes, crypto_pwhash_ALG_ARGON2ID13)
        precondition(done == 0, "There is no memory left to hash a password.")
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    public func verifyPassword(_ password: String, against hash: String) -> Bool {
        crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
    }

    /// Compares without telling by the time it takes where the two differ.
    public func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && sodium_memcmp(a, b, a.count) == 0
    }

    /// A token for a cookie or form: 32 random bytes in base64url.
    public func token() -> String { Self.base64URL(random(32)) }

    /// Seals a text: the hash that stands for it, and the salt and content that can be erased.
    public func seal(_ content: String) -> (text: SealedText, salt: [UInt8]) {
        let salt = random(32)
        return (SealedText(hash: Self.base64URL(sha256(salt + Array(content.utf8)))), salt)
    }

    /// The hash that stands for a text under a salt that is known already.
    public static func sealed(_ content: String, salt: [UInt8]) -> SealedText {
        let bytes = salt + Array(content.utf8)
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return SealedText(hash: base64URL(digest))
    }

    public static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 4 / 3 + 3)
        var i = 0
        while i < bytes.count {
            let block = UInt32(bytes[i]) << 16 | (i + 1 < bytes.count ? UInt32(bytes[i + 1]) << 8 : 0) | (i + 2 < bytes.count ? UInt32(bytes[i + 2]) : 0)
            for (n, shift) in [18, 12, 6, 0].enumerated() where n <= bytes.count - i { text.append(alphabet[Int(block >> UInt32(shift)) & 63]) }
            i += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    public static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// A stream of bytes that follows from its seed: the n-th request is ChaCha20 under the hash of seed and n.
private final class ForetoldBytes: Sendable {
    private let seed: UInt64
    private let requests = Mutex<UInt64>(0)

    init(seed: UInt64) { self.seed = seed }

    func next(_ count: Int) -> [UInt8] {
        let request = requests.withLock { requests in
            requests += 1
            return requests
        }
        var key = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        let name = Array("\(seed)|\(request)".utf8)
        crypto_hash_sha256(&key, name, UInt64(name.count))
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf_deterministic(&bytes, count, key)
        return bytes
    }
}

extension [UInt8] {
    /// Bytes from their hexadecimal digits, lower case.
    init(hex text: some StringProtocol) {
        func digit(_ byte: UInt8) -> UInt8 { byte >= 97 ? byte - 87 : byte - 48 }
        let digits = Array(text.utf8)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { digit(digits[$0]) << 4 | digit(digits[$0 + 1]) }
    }
}
