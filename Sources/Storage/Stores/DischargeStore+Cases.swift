// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import StorageCore

/// Which cases a list shows.
public enum DischargeCaseFilter: String, CaseIterable, Sendable {
    /// Open, or done and to be looked at.
    case running
    /// Asks for help with cleaner production, and is not closed.
    case help
    case closed
}

extension DischargeStore {
    // MARK: Cases

    public func dischargeCase(_ id: DischargeCaseID) throws -> DischargeCase? {
        try one("SELECT body FROM discharge_case WHERE id = \(id.value)")
    }

    /// The one that is not closed of an outlet and a parameter.
    public func openCase(of outlet: OutletID, parameter: String) throws -> DischargeCase? {
        // Closed is 3, written out so that the index of open cases serves.
        try one("SELECT body FROM discharge_case WHERE outlet = \(outlet.value) AND parameter = \(parameter) AND state <> 3")
    }

    /// Cases of an outlet, the latest first.
    public func cases(of outlet: OutletID, limit: Int) throws -> [DischargeCase] {
        try bodies("SELECT body FROM discharge_case WHERE outlet = \(outlet.value) ORDER BY id DESC LIMIT \(limit)")
    }

    public func openCases(of outlet: OutletID) throws -> Int {
        Int(try session.first("SELECT count(*) FROM discharge_case WHERE outlet = \(outlet.value) AND state <> 3")?.int(0) ?? 0)
    }

    /// Cases of a kind, the latest first, one page before an id.
    public func cases(_ scope: DischargeScope, _ filter: DischargeCaseFilter, before: DischargeCaseID? = nil, limit: Int) throws -> [DischargeCase] {
        let (before, closed) = (before?.value ?? Int64.max, Int64(DischargeCase.State.closed.rawValue))
        let states = filter == .closed ? [closed] : DischargeCase.State.allCases.map { Int64($0.rawValue) }.filter { $0 != closed }
        let help: Int64 = filter == .help ? 1 : 0
        switch scope {
        case .organisation(let own):
            return try bodies(
                """
                SELECT c.body FROM discharge_case c JOIN site s ON s.id = c.site WHERE s.organisation = \(own.value) AND c.id < \(before)
                AND c.state IN (\(values: states)) AND c.help >= \(help) ORDER BY c.id DESC LIMIT \(limit)
                """)
        case .province(let code):
            return try bodies(
                """
                SELECT c.body FROM discharge_case c JOIN site s ON s.id = c.site WHERE s.province = \(code) AND c.id < \(before)
                AND c.state IN (\(values: states)) AND c.help >= \(help) ORDER BY c.id DESC LIMIT \(limit)
                """)
        case .nation:
            return try bodies(
                """
                SELECT body FROM discharge_case WHERE id < \(before) AND state IN (\(values: states)) AND help >= \(help) ORDER BY id DESC LIMIT \(limit)
                """)
        }
    }

    /// Running cases for whose outlet and parameter some result was withdrawn, the oldest first: among them are those that no result stands behind any more.
    public func casesWithWithdrawn(_ scope: DischargeScope, limit: Int) throws -> [DischargeCase] {
        let place: Query =
            switch scope {
            case .organisation(let own): "JOIN site s ON s.id = c.site AND s.organisation = \(own.value)"
            case .province(let code): "JOIN site s ON s.id = c.site AND s.province = \(code)"
            case .nation: ""
            }
        let running = DischargeCase.State.allCases.filter { $0 != .closed }.map { Int64($0.rawValue) }
        return try bodies(
            """
            SELECT c.body FROM discharge_case c \(place) WHERE c.state IN (\(values: running))
            AND EXISTS (SELECT 1 FROM lab_result r WHERE r.outlet = c.outlet AND r.parameter = c.parameter AND r.withdrawn <> 0) ORDER BY c.id LIMIT \(limit)
            """)
    }

    public func insert(_ opened: DischargeCase) throws {
        try session.execute(
            """
            INSERT INTO discharge_case (id, outlet, site, parameter, state, help, version, body)
            VALUES (\(opened.id.value), \(opened.outlet.value), \(opened.site.value), \(opened.parameter), \(Int64(opened.state.rawValue)),
            \(opened.asksHelp ? 1 : 0), \(opened.version), \(Body.bytes(opened)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ changed: DischargeCase, from version: Int) throws {
        try changeOne(
            """
            UPDATE discharge_case SET state = \(Int64(changed.state.rawValue)), help = \(changed.asksHelp ? 1 : 0), version = \(changed.version),
            body = \(Body.bytes(changed)) WHERE id = \(changed.id.value) AND version = \(version)
            """)
    }

    // MARK: Volumes

    public func volume(of outlet: OutletID, month: Month) throws -> DischargeVolume? {
        try one("SELECT body FROM discharge_volume WHERE outlet = \(outlet.value) AND month = \(Int64(month.index))")
    }

    public func volumes(of outlet: OutletID, _ months: ClosedRange<Month>) throws -> [DischargeVolume] {
        try bodies(
            """
            SELECT body FROM discharge_volume WHERE outlet = \(outlet.value) AND month BETWEEN \(Int64(months.lowerBound.index))
            AND \(Int64(months.upperBound.index)) ORDER BY month
            """)
    }

    public func insert(_ volume: DischargeVolume) throws {
        try session.execute(
            """
            INSERT INTO discharge_volume (id, outlet, month, version, body)
            VALUES (\(volume.id.value), \(volume.outlet.value), \(Int64(volume.month.index)), \(volume.version), \(Body.bytes(volume)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ volume: DischargeVolume, from version: Int) throws {
        try changeOne(
            """
            UPDATE discharge_volume SET version = \(volume.version), body = \(Body.bytes(volume)) WHERE id = \(volume.id.value) AND version = \(version)
            """)
    }

    // MARK: For an audit

    /// Everything there is, kind by kind in order of id, and whether the columns beside each body say what it says.
    public func eachRecord(_ body: (DischargeRecord.Kind, Int64, [UInt8], _ isListedRight: Bool) throws -> Void) throws {
        try session.each("SELECT id, body, site, code FROM outlet ORDER BY id") { row in
            let found = try Body.value(Outlet.self, from: row.blob(1))
            try body(.outlet, row.int(0), Body.bytes(DischargeRecord.outlet(found)), found.site.value == row.int(2) && Outlet.key(found.code) == row.text(3))
        }
        try session.each("SELECT id, body, outlet, site, parameter, sampled, sample, withdrawn FROM lab_result ORDER BY id") { row in
            let found = try Body.value(LabResult.self, from: row.blob(1))
            let isRight =
                found.outlet.value == row.int(2) && found.site.value == row.int(3) && found.parameter == row.text(4)
                && found.sampledOn.dayNumber == row.int32(5) && found.sample == row.text(6) && (found.isWithdrawn ? found.id.value : 0) == row.int(7)
            try body(.result, row.int(0), Body.bytes(DischargeRecord.result(found)), isRight)
        }
        try session.each("SELECT id, body, outlet, site, parameter, state, help FROM discharge_case ORDER BY id") { row in
            let found = try Body.value(DischargeCase.self, from: row.blob(1))
            let isRight =
                found.outlet.value == row.int(2) && found.site.value == row.int(3) && found.parameter == row.text(4)
                && Int64(found.state.rawValue) == row.int(5) && (found.asksHelp ? 1 : 0) == row.int(6)
            try body(.dischargeCase, row.int(0), Body.bytes(DischargeRecord.dischargeCase(found)), isRight)
        }
        try session.each("SELECT id, body, outlet, month FROM discharge_volume ORDER BY id") { row in
            let found = try Body.value(DischargeVolume.self, from: row.blob(1))
            try body(
                .volume, row.int(0), Body.bytes(DischargeRecord.volume(found)), found.outlet.value == row.int(2) && found.month.index == row.int32(3))
        }
        try session.each("SELECT id, body, site FROM permit_limit ORDER BY id") { row in
            let found = try Body.value(PermitLimit.self, from: row.blob(1))
            try body(.permitLimit, row.int(0), Body.bytes(DischargeRecord.permitLimit(found)), found.site.value == row.int(2))
        }
        try eachPipeRecord(body)
    }
}
