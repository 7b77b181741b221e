// SPDX-License-Identifier: Apache-2.0

import CPostgres
import StorageCore

/// One connection with its prepared statements.
///
/// Unchecked, because a seat lets only one thread at a time use a connection, and this object goes with it.
final class PostgresConnection: @unchecked Sendable {
    /// Statements kept per connection. Beyond it, the half that was used longest ago goes.
    static let statementLimit = 512

    private let handle: OpaquePointer
    private let purpose: PostgresLane.Purpose
    /// For stopping a statement from another thread.
    let cancelHandle: OpaquePointer?
    private var statements: [Key: Prepared] = [:]
    private var uses: UInt64 = 0
    private var made = 0

    /// A text may be prepared more than once, for NULL has no type of its own.
    private struct Key: Hashable {
        let text: String
        let types: [Oid]
    }

    private struct Prepared {
        let name: String
        var lastUse: UInt64
    }

    /// - Throws: `unavailable` with the reason of libpq or of the server; or with what makes the server unfit.
    init(url: String, purpose: PostgresLane.Purpose) throws(StorageError) {
        // What stands before the URL gives way to what the URL says itself.
        let settings: [(String, String)] = [
            ("fallback_application_name", "baitong"), ("connect_timeout", purpose == .standby ? "2" : "5"),
            // A machine that lost its power says nothing: whoever waits for it is told within some ten seconds.
            ("keepalives_idle", "4"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", purpose == .standby ? "3000" : "10000"),
            // Of several hosts only the primary is taken; a server that has become a standby since is left alone.
            ("target_session_attrs", purpose == .standby ? "standby" : "read-write"),
            ("dbname", url), ("client_encoding", "UTF8"),
        ]
        let opened = Self.withWords(settings.map(\.0)) { keys in Self.withWords(settings.map(\.1)) { PQconnectdbParams(keys, $0, 1) } }
        guard let opened else { throw .unavailable("libpq has no memory for a connection") }
        guard PQstatus(opened) == CONNECTION_OK else {
            let reason = PostgresFailure.oneLine(String(cString: PQerrorMessage(opened)))
            PQfinish(opened)
            throw .unavailable(reason)
        }
        // Notices are for people at a terminal.
        _ = PQsetNoticeProcessor(opened, { _, _ in }, nil)
        handle = opened
        self.purpose = purpose
        cancelHandle = PQgetCancel(opened)
        do throws(PostgresFailure) {
            try prepareSession()
        } catch {
            throw error.error
        }
    }

    deinit {
        PQfreeCancel(cancelHandle)
        PQfinish(handle)
    }

    /// Strings as C wants them, with a null at the end, for the time of a call.
    private static func withWords<T>(_ words: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for word in words {
            starts.append(bytes.count)
            bytes += word.utf8CString
        }
        return bytes.withUnsafeBufferPointer { buffer in
            let addresses = starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
            return addresses.withUnsafeBufferPointer { pointers in
                guard let base = pointers.baseAddress else { preconditionFailure("A list with its end is never empty.") }
                return body(base)
            }
        }
    }

    private func prepareSession() throws(PostgresFailure) {
        guard PQserverVersion(handle) >= 140_000 else {
            throw PostgresFailure(.unavailable("the server's version is \(PQserverVersion(handle) / 10_000); 14 or later is needed"))
        }
        // Statements take a millisecond; to compile one takes a hundred.
        // A commit that nobody waits for may be lost after it was answered: what the server or the role turned off is turned on here.
        let encoding = try simple(
            """
            SET TimeZone = 'UTC'; SET jit = off; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '5min';
            SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
              ELSE current_setting('synchronous_commit') END, false), current_setting('server_encoding')
            """
        ).text(0, 1)
        // At SERIALIZABLE a scan is taken for having read the whole table, and whoever writes to it is in the way; writers ask by keys.
        // They ask the same few questions again and again: a plan for any values is as good as one for these, and planned once.
        if purpose == .writing { _ = try simple("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan") }
        guard encoding == "UTF8" else {
            throw PostgresFailure(.unavailable("the database keeps its text as \(encoding ?? "?"); make it with ENCODING 'UTF8'"))
        }
    }

    /// Statements that no transaction may hold, such as `CREATE DATABASE`.
    func runAlone(_ text: String) throws(PostgresFailure) { _ = try simple(text) }

    // MARK: Transactions

    /// By which the fate of a transaction can be asked for.
    struct Mark {
        /// The server's id of it.
        var transaction: String
        /// Which history of the database the id belongs to: each promoted standby begins a new one.
        var timeline: String
    }

    func beginWriting() throws(PostgresFailure) -> Mark {
        let answer = try simple("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT CAST(pg_current_xact_id() AS TEXT), \(Self.timeline)")
        return Mark(transaction: answer.text(0, 0) ?? "", timeline: answer.text(0, 1) ?? "")
    }

    /// The number of the history that is being written, on a primary.
    private static let timeline = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"

    func beginReading() throws(PostgresFailure) {
        _ = try simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    func commit() throws(PostgresFailure) {
        let result = try simple("COMMIT")
        guard String(cString: PQcmdStatus(result.handle)) == "COMMIT" else {
            throw PostgresFailure(.unavailable("the transaction ended before its commit"))
        }
    }

    /// `false` when the connection is of no use any more.
    func rollBack() -> Bool {
        do throws(PostgresFailure) {
            _ = try simple("ROLLBACK")
            return true
        } catch {
            return false
        }
    }

    enum Fate { case committed, aborted, running, unknown }

    /// What became of a transaction of another connection.
    ///
    /// Ids go on from what a standby had been sent when it was promoted, so that its primary may have given the same id to another transaction. Only
    /// "committed" is ambiguous then: an id that ended otherwise there, or runs, or was not given yet, was never committed before.
    func status(of mark: Mark) throws(PostgresFailure) -> Fate {
        let answer: PostgresResult
        do throws(PostgresFailure) {
            answer = try simple("SELECT pg_xact_status(CAST('\(mark.transaction)' AS xid8)), \(Self.timeline)")
        } catch {
            // An id from the future: this server, a standby before, was never sent the transaction.
            if case .statement = error.error { return .aborted }
            throw error
        }
        let isSameHistory = answer.text(0, 1) == mark.timeline
        switch answer.text(0, 0) {
        case "committed":
            guard isSameHistory else { return .unknown }
            // It may have been cut off while it waited for a synchronous standby: a commit after it waits for both.
            _ = try simple("BEGIN; SELECT pg_logical_emit_message(true, 'baitong', 'seen'); COMMIT")
            return .committed
        case "aborted": return .aborted
        case "in progress": return isSameHistory ? .running : .aborted
        default: return .unknown
        }
    }

    /// How far a standby has replayed the log of its primary, bytes.
    ///
    /// - Throws: `unavailable` when the server is no standby (any more).
    func replayed() throws(PostgresFailure) -> LogPosition {
        let answer = try simple("SELECT CAST(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') AS BIGINT) WHERE pg_is_in_recovery()")
        guard answer.count > 0, let position = answer.text(0, 0).flatMap({ LogPosition(text: $0) }) else {
            throw PostgresFailure(lost: "the server is no standby")
        }
        return position
    }

    // MARK: Statements

    /// Constant text without values, as many statements as it holds; the answer of the last, in text form.
    private func simple(_ text: String) throws(PostgresFailure) -> PostgresResult {
        try checked(PQexec(handle, text), text)
    }

    func run(_ text: String, _ values: BoundValues) throws(PostgresFailure) -> PostgresResult {
        let name = try prepared(text, values.types)
        let answer = values.withArguments { PQexecPrepared(handle, name, $0, $1, $2, $3, 1) }
        return try checked(answer, text)
    }

    /// One statement with many lists of values, sent without waiting for the answer to each.
    ///
    /// - Parameter answer: is given each list's index and what was answered, in their order, as long as none has failed.
    func runMany(
        _ text: String, _ rows: [BoundValues], answer: (Int, PostgresResult) throws(PostgresFailure) -> Void
    ) throws(PostgresFailure) {
        var names: [String] = []
        names.reserveCapacity(rows.count)
        for row in rows { names.append(try prepared(text, row.types)) }
        guard rows.count > 1 else {
            if let row = rows.first { try answer(0, try run(text, row)) }
            return
        }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        var isSent = true
        for (row, name) in zip(rows, names) where isSent {
            isSent = row.withArguments { PQsendQueryPrepared(handle, name, $0, $1, $2, $3, 1) } == 1
        }
        guard isSent, PQpipelineSync(handle) == 1 else { throw lost() }
        var answered = 0
        var failure: PostgresFailure?
        while true {
            // Each statement's answers end with nil; all end with the sync.
            guard let next = PQgetResult(handle) else {
                if PQstatus(handle) == CONNECTION_BAD { throw failure ?? lost() }
                continue
            }
            let result = PostgresResult(next)
            switch PQresultStatus(next) {
            case PGRES_PIPELINE_SYNC:
                guard PQexitPipelineMode(handle) == 1 else { throw lost() }
                if let failure { throw failure }
                return
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                // Every answer is fetched, whatever becomes of this one: the next statement begins after the sync.
                do throws(PostgresFailure) {
                    if failure == nil { try answer(answered, result) }
                } catch {
                    failure = error
                }
                answered += 1
            case PGRES_PIPELINE_ABORTED: break
            default: failure = failure ?? PostgresFailure(result, text: text, isWriting: purpose == .writing)
            }
        }
    }

    /// Sends packed rows as they are.
    ///
    /// - Returns: rows inserted.
    func copy(_ rows: RowBatch) throws(PostgresFailure) -> Int {
        let text = "COPY \(rows.table) (\(rows.columns.map(\.name.description).joined(separator: ", "))) FROM STDIN (FORMAT binary)"
        guard let begun = PQexec(handle, text) else { throw lost() }
        let isReady = PQresultStatus(begun) == PGRES_COPY_IN
        if !isReady {
            _ = try checked(begun, text)
            throw lost()
        }
        PQclear(begun)
        // Signature, no flags, no extension; after the rows a count of -1.
        let head: [UInt8] = Array("PGCOPY\n".utf8) + [0xff, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        try send(head, head.indices)
        let step = 1 << 20
        for start in stride(from: 0, to: rows.bytes.count, by: step) { try send(rows.bytes, start..<min(start + step, rows.bytes.count)) }
        try send([0xff, 0xff], 0..<2)
        guard PQputCopyEnd(handle, nil) == 1 else { throw lost() }
        var changed = 0
        var failure: PostgresFailure?
        while let answer = PQgetResult(handle) {
            let result = PostgresResult(answer)
            if PQresultStatus(answer) == PGRES_COMMAND_OK {
                changed += result.changed
            } else {
                failure = failure ?? PostgresFailure(result, text: text, isWriting: purpose == .writing)
            }
        }
        if let failure { throw failure }
        if PQstatus(handle) == CONNECTION_BAD { throw lost() }
        return changed
    }

    private func send(_ bytes: [UInt8], _ range: Range<Int>) throws(PostgresFailure) {
        let sent = bytes.withUnsafeBytes { buffer in
            PQputCopyData(handle, buffer.baseAddress.map { ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self) }, Int32(range.count))
        }
        guard sent == 1 else { throw lost() }
    }

    private func prepared(_ text: String, _ types: [Oid]) throws(PostgresFailure) -> String {
        uses += 1
        let key = Key(text: text, types: types)
        if let index = statements.index(forKey: key) {
            statements.values[index].lastUse = uses
            return statements.values[index].name
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw PostgresFailure(.statement(text: text, reason: "it is empty")) }
        guard !Query.isTransactionControl(text) else {
            throw PostgresFailure(.statement(text: text, reason: "the transaction belongs to the database, not to the closure"))
        }
        if statements.count >= Self.statementLimit { try forgetOldest() }
        made += 1
        let name = "s\(made)"
        _ = try checked(PQprepare(handle, name, text, Int32(types.count), types), text)
        statements[key] = Prepared(name: name, lastUse: uses)
        return name
    }

    private func forgetOldest() throws(PostgresFailure) {
        let median = statements.values.map(\.lastUse).sorted()[statements.count / 2]
        let old = statements.filter { $0.value.lastUse < median }
        statements = statements.filter { $0.value.lastUse >= median }
        _ = try simple(old.map { "DEALLOCATE \($0.value.name)" }.joined(separator: ";"))
    }

    private func checked(_ answer: OpaquePointer?, _ text: String) throws(PostgresFailure) -> PostgresResult {
        guard let answer else { throw lost() }
        let result = PostgresResult(answer)
        switch PQresultStatus(answer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
        default:
            if PQstatus(handle) == CONNECTION_BAD { throw lost() }
            throw PostgresFailure(result, text: text, isWriting: purpose == .writing)
        }
    }

    private func lost() -> PostgresFailure { PostgresFailure(lost: String(cString: PQerrorMessage(handle))) }
}
