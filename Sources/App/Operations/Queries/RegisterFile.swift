// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Tabular

/// A register as a file. Column ids never change their meaning; further columns come at the end.
extension Register {
    public static let loadColumns = [
        "date", "note", "line", "state", "waste_code", "hazardous", "waste_name", "containers", "sender_registration", "sender", "sender_site",
        "carrier_registrations", "carriers", "receiver_registration", "receiver", "receiver_site", "declared_kg", "declared_method", "weighed_kg",
        "accepted_kg", "refused_kg", "intended_treatment", "late", "days_late", "weight_shared", "sender_local", "carriers_local", "receiver_local",
    ]
    public static let treatmentColumns = [
        "date", "note", "line", "waste_code", "hazardous", "waste_name", "site", "sender_registration", "sender", "treatment", "treated_kg",
        "receiver_registration", "receiver", "sender_local", "receiver_local",
    ]

    /// UTF-8 with a byte-order mark; weights in kilograms with three places behind the point, blank where not known yet.
    public func csv(_ lists: CodeLists) -> [UInt8] {
        var writer = CSVWriter(columns: kind == .treated ? Self.treatmentColumns : Self.loadColumns, forSpreadsheets: true)
        for line in lines { writer.append(kind == .treated ? treatmentFields(line, lists) : loadFields(line, lists)) }
        return writer.bytes
    }

    private func loadFields(_ line: RegisterLine, _ lists: CodeLists) -> [String] {
        [
            line.date.description, line.number, String(line.line), "\(line.state)", line.waste.text, line.isHazardous ? "1" : "0",
            lists.name(of: line.waste, in: .english).text, line.containers.map(String.init) ?? "",
            line.isSenderKnown ? registration(line.sender.organisation) : "", line.isSenderKnown ? name(line.sender.organisation) : "not known",
            line.isSenderKnown ? siteName(line.sender.site) : "", line.carriers.map { registration($0.organisation) }.joined(separator: ";"),
            line.carriers.map { name($0.organisation) }.joined(separator: ";"), line.buyer == nil ? registration(line.receiver.organisation) : "",
            line.buyer.map { "without licence: \($0.rawValue)" } ?? name(line.receiver.organisation), line.buyer == nil ? siteName(line.receiver.site) : "",
            kilograms(line.declared.mass), line.declared.method.rawValue, kilograms(line.weighed),
            kilograms(line.accepted), kilograms(line.refused), line.intended?.description ?? "", line.isLate ? "1" : "0", String(line.daysLate),
            line.weighed == nil ? "" : line.isWeightShared ? "1" : "0", line.isSenderKnown ? local(line.sender.organisation) : "",
            line.carriers.map { local($0.organisation) }.joined(separator: ";"), line.buyer == nil ? local(line.receiver.organisation) : "",
        ]
    }

    private func treatmentFields(_ line: RegisterLine, _ lists: CodeLists) -> [String] {
        [
            line.date.description, line.number, String(line.line), line.waste.text, line.isHazardous ? "1" : "0",
            lists.name(of: line.waste, in: .english).text, siteName(line.receiver.site),
            line.isSenderKnown ? registration(line.sender.organisation) : "", line.isSenderKnown ? name(line.sender.organisation) : "not known",
            line.treatment?.description ?? "", kilograms(line.treated), registration(line.receiver.organisation), name(line.receiver.organisation),
            line.isSenderKnown ? local(line.sender.organisation) : "", local(line.receiver.organisation),
        ]
    }

    private func registration(_ id: OrganisationID) -> String { organisations[id]?.registrationNumber ?? "" }
    private func name(_ id: OrganisationID) -> String { organisations[id]?.nameEnglish ?? "" }
    private func local(_ id: OrganisationID) -> String { organisations[id]?.nameLocal ?? "" }
    private func siteName(_ id: SiteID) -> String { sites[id]?.nameEnglish ?? "" }
}

/// Kilograms for files: a point, three places, no grouping; blank for what is not known.
public func kilograms(_ mass: Mass?) -> String { mass.map { ExactDecimal(digits: $0.raw, scale: 3).description } ?? "" }
