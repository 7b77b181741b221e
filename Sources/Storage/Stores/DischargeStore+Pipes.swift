// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import StorageCore

extension DischargeStore {
    // MARK: Pipes

    public func pipe(_ id: PipeID) throws -> Pipe? { try one("SELECT body FROM pipe WHERE id = \(id.value)") }

    /// Pipes of an outlet in the order in which they were named.
    public func pipes(of outlet: OutletID) throws -> [Pipe] { try bodies("SELECT body FROM pipe WHERE outlet = \(outlet.value) ORDER BY id LIMIT 200") }

    /// Pipes out of some sites and into them, in order of id.
    public func pipes(at sites: some Collection<SiteID>, after: PipeID? = nil, limit: Int) throws -> [Pipe] {
        guard !sites.isEmpty else { return [] }
        let ids = Set(sites.map(\.value)).sorted()
        return try bodies(
            "SELECT body FROM pipe WHERE (site IN (\(values: ids)) OR works IN (\(values: ids))) AND id > \(after?.value ?? 0) ORDER BY id LIMIT \(limit)")
    }

    /// Pipes that officers of an area see, in order of id: their sender stands there.
    public func pipes(province: String?, after: PipeID? = nil, limit: Int) throws -> [Pipe] {
        let after = after?.value ?? 0
        guard let province else { return try bodies("SELECT body FROM pipe WHERE id > \(after) ORDER BY id LIMIT \(limit)") }
        return try bodies(
            "SELECT p.body FROM pipe p JOIN site s ON s.id = p.site WHERE s.province = \(province) AND p.id > \(after) ORDER BY p.id LIMIT \(limit)")
    }

    public func insert(_ pipe: Pipe) throws {
        try session.execute(
            """
            INSERT INTO pipe (id, outlet, site, works, from_day, until_day, state, version, body)
            VALUES (\(pipe.id.value), \(pipe.outlet.value), \(pipe.site.value), \(pipe.works?.value ?? 0), \(Int64(pipe.from.dayNumber)),
            \(Int64(pipe.until?.dayNumber ?? 0)), \(Int64(pipe.state.rawValue)), \(pipe.version), \(Body.bytes(pipe)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ pipe: Pipe, from version: Int) throws {
        try changeOne(
            """
            UPDATE pipe SET until_day = \(Int64(pipe.until?.dayNumber ?? 0)), state = \(Int64(pipe.state.rawValue)), version = \(pipe.version),
            body = \(Body.bytes(pipe)) WHERE id = \(pipe.id.value) AND version = \(version)
            """)
    }

    // MARK: Months

    public func transfer(_ id: PipeTransferID) throws -> PipeTransfer? { try one("SELECT body FROM pipe_transfer WHERE id = \(id.value)") }

    public func transfer(of pipe: PipeID, _ month: Month) throws -> PipeTransfer? {
        try one("SELECT body FROM pipe_transfer WHERE pipe = \(pipe.value) AND month = \(Int64(month.index))")
    }

    /// Months of some pipes, the latest first.
    public func transfers(of pipes: some Collection<PipeID>, _ months: ClosedRange<Month>) throws -> [PipeTransfer] {
        guard !pipes.isEmpty else { return [] }
        return try bodies(
            """
            SELECT body FROM pipe_transfer WHERE pipe IN (\(values: Set(pipes.map(\.value)).sorted())) AND month BETWEEN \(Int64(months.lowerBound.index))
            AND \(Int64(months.upperBound.index)) ORDER BY month DESC, id
            """)
    }

    /// Months that both sides dispute, in order of id.
    public func disputedTransfers(limit: Int) throws -> [PipeTransfer] {
        try bodies("SELECT body FROM pipe_transfer WHERE state = \(Int64(PipeTransfer.State.disputed.rawValue)) ORDER BY id LIMIT \(limit)")
    }

    /// The last month of a pipe of which a figure is booked.
    public func lastBooked(of pipe: PipeID) throws -> Month? {
        try session.first("SELECT max(month) FROM pipe_transfer WHERE pipe = \(pipe.value) AND volume > 0")?.optionalInt32(0).map { Month(index: $0) }
    }

    /// Wastewater that is booked by agreed pipes in some months: into a site, and out of it.
    public func piped(at site: SiteID, _ months: ClosedRange<Month>) throws -> (into: Int64, out: Int64) {
        let (first, last) = (Int64(months.lowerBound.index), Int64(months.upperBound.index))
        let into = try session.first(
            "SELECT CAST(coalesce(sum(volume), 0) AS BIGINT) FROM pipe_transfer WHERE works = \(site.value) AND month BETWEEN \(first) AND \(last)")
        let out = try session.first(
            "SELECT CAST(coalesce(sum(volume), 0) AS BIGINT) FROM pipe_transfer WHERE sender = \(site.value) AND month BETWEEN \(first) AND \(last)")
        return (into?.int(0) ?? 0, out?.int(0) ?? 0)
    }

    /// Which of some documents are months of pipes.
    public func knownTransfers(_ documents: some Collection<DocumentID>) throws -> [DocumentID: PipeTransfer] {
        guard !documents.isEmpty else { return [:] }
        let found: [PipeTransfer] = try bodies("SELECT body FROM pipe_transfer WHERE id IN (\(values: Set(documents.map(\.value)).sorted()))")
        return Dictionary(uniqueKeysWithValues: found.map { (DocumentID($0.id.value), $0) })
    }

    public func insert(_ transfer: PipeTransfer) throws {
        try session.execute(
            """
            INSERT INTO pipe_transfer (id, pipe, sender, works, month, state, volume, version, body)
            VALUES (\(transfer.id.value), \(transfer.pipe.value), \(transfer.sender.value), \(transfer.works.value), \(Int64(transfer.month.index)),
            \(Int64(transfer.state.rawValue)), \(transfer.agreed?.volume.raw ?? 0), \(transfer.version), \(Body.bytes(transfer)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ transfer: PipeTransfer, from version: Int) throws {
        try changeOne(
            """
            UPDATE pipe_transfer SET state = \(Int64(transfer.state.rawValue)), volume = \(transfer.agreed?.volume.raw ?? 0), version = \(transfer.version),
            body = \(Body.bytes(transfer)) WHERE id = \(transfer.id.value) AND version = \(version)
            """)
    }

    // MARK: For an audit

    /// Every month of every pipe, in order of id.
    public func eachTransfer(_ body: (PipeTransfer) throws -> Void) throws {
        try session.each("SELECT body FROM pipe_transfer ORDER BY id") { try body(try Body.value(PipeTransfer.self, from: $0.blob(0))) }
    }

    func eachPipeRecord(_ body: (DischargeRecord.Kind, Int64, [UInt8], _ isListedRight: Bool) throws -> Void) throws {
        try session.each("SELECT id, body, outlet, site, works, from_day, until_day, state FROM pipe ORDER BY id") { row in
            let found = try Body.value(Pipe.self, from: row.blob(1))
            let isRight =
                found.outlet.value == row.int(2) && found.site.value == row.int(3) && (found.works?.value ?? 0) == row.int(4)
                && found.from.dayNumber == row.int32(5) && (found.until?.dayNumber ?? 0) == row.int32(6) && Int64(found.state.rawValue) == row.int(7)
            try body(.pipe, row.int(0), Body.bytes(DischargeRecord.pipe(found)), isRight)
        }
        try session.each("SELECT id, body, pipe, sender, works, month, state, volume FROM pipe_transfer ORDER BY id") { row in
            let found = try Body.value(PipeTransfer.self, from: row.blob(1))
            let isRight =
                found.pipe.value == row.int(2) && found.sender.value == row.int(3) && found.works.value == row.int(4)
                && found.month.index == row.int32(5) && Int64(found.state.rawValue) == row.int(6) && (found.agreed?.volume.raw ?? 0) == row.int(7)
            try body(.transfer, row.int(0), Body.bytes(DischargeRecord.transfer(found)), isRight)
        }
    }
}
