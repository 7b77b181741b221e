// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Tabular

// Lists of the registry as files: what stands on the page, in codes and digits that programs read. What is several stands with
// semicolons between.

extension RegistryList {
    /// Registration numbers stand with those firms alone whose facts the reader may read whole.
    public var file: FileRows {
        FileRows(
            rows,
            [
                "organisation_id": { $0.organisation.id.description }, "registration_number": { readsWhole($0) ? $0.organisation.registrationNumber : "" },
            ] + .name("organisation", { $0.organisation }) + [
                "profiles": { $0.organisation.profiles.map(\.rawValue).sorted().joined(separator: ";") },
                "provinces": { $0.provinces.joined(separator: ";") }, "permits_in_force": { String($0.permitsInForce) },
                "status": { $0.organisation.status.rawValue },
            ])
    }

    private func readsWhole(_ row: Row) -> Bool {
        switch sight {
        case .all: true
        case .province(let province): row.provinces.contains(province)
        case .only(let own): row.organisation.id == own
        case .none: false
        }
    }
}

extension ClaimList {
    /// - Parameter today: tells the place of a site.
    public func file(on today: CalendarDate, _ zone: CivilZone) -> FileRows {
        FileRows(
            rows,
            [
                "claim": { $0.claim.id.description }, "registration_number": { $0.organisation.registrationNumber },
            ] + .name("organisation", { $0.organisation }) + [
                "claimant": { $0.claimant?.displayName ?? "" },
                "province": { $0.site?.attributes(on: today).province ?? "" }, "made_on": { zone.date(of: $0.claim.madeAt).description },
                "days_waiting": { String($0.days) },
            ])
    }
}

extension DuplicateList {
    /// A row for each pair, the most alike first.
    public var file: FileRows {
        FileRows(
            rows,
            [
                "registration_number": { $0.first.registrationNumber }
            ] + .name("organisation", { $0.first }) + [
                "other_registration_number": { $0.second.registrationNumber }
            ] + .name("other_organisation", { $0.second }) + [
                "reasons": { $0.likeness.reasons.map(\.rawValue).joined(separator: ";") }, "provinces": { $0.provinces.joined(separator: ";") },
            ])
    }
}
