// SPDX-License-Identifier: Apache-2.0

/// A thing of this room as the journal puts it down and tables keep it.
public enum DischargeRecord: Hashable, Sendable, Codable {
    case outlet(Outlet)
    case result(LabResult)
    case dischargeCase(DischargeCase)
    case volume(DischargeVolume)
    case permitLimit(PermitLimit)
    case pipe(Pipe)
    case transfer(PipeTransfer)

    /// Names of kinds as audits say them; also the tables' names.
    public enum Kind: String, CaseIterable, Sendable {
        case outlet, result, dischargeCase, volume, permitLimit, pipe, transfer
    }

    public var kind: Kind {
        switch self {
        case .outlet: .outlet
        case .result: .result
        case .dischargeCase: .dischargeCase
        case .volume: .volume
        case .permitLimit: .permitLimit
        case .pipe: .pipe
        case .transfer: .transfer
        }
    }

    /// Identifier within its kind.
    public var key: Int64 {
        switch self {
        case .outlet(let outlet): outlet.id.value
        case .result(let result): result.id.value
        case .dischargeCase(let found): found.id.value
        case .volume(let volume): volume.id.value
        case .permitLimit(let limit): limit.id.value
        case .pipe(let pipe): pipe.id.value
        case .transfer(let transfer): transfer.id.value
        }
    }
}
