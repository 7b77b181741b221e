// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity

/// Provinces of Cambodia by code, and the ISIC classes that the sample file uses.
enum Registrations {
    static let provinces: [String] = [
        "Banteay Meanchey", "Battambang", "Kampong Cham", "Kampong Chhnang", "Kampong Speu", "Kampong Thom", "Kampot", "Kandal", "Koh Kong", "Kratie",
        "Mondulkiri", "Phnom Penh", "Preah Vihear", "Prey Veng", "Pursat", "Ratanakiri", "Siem Reap", "Preah Sihanouk", "Stung Treng", "Svay Rieng",
        "Takeo", "Oddar Meanchey", "Kep", "Pailin", "Tboung Khmum",
    ]
    static let isicClasses: Set<String> = [
        "1020", "1061", "1062", "1072", "1074", "1079", "1103", "1104", "1313", "1399", "1410", "1430", "1511", "1520", "1702", "2219", "2220", "2392",
        "2610", "3100",
    ]

    static let lookups = RegistrationLookups(
        province: { country, text in
            guard country == .cambodia else { return nil }
            for (index, name) in provinces.enumerated() {
                let code = index < 9 ? "0\(index + 1)" : "\(index + 1)"
                if text == code || text == name { return code }
            }
            return text == "ភ្នំពេញ" ? "12" : nil
        },
        isISICClass: { isicClasses.contains($0) }, today: today)

    static let mill: [OrganisationRegistration.Field: String] = [
        .registrationNumber: "KH00100000", .nameEnglish: "Angkor Kampong Rice Mill", .nameLocal: "ម៉ាស៊ីនកិនស្រូវ មេគង្គ", .country: "KH",
        .province: "09", .address: "No. 215, Street 72", .latitude: "11.56813", .longitude: "102.99021", .isic: "1061", .profiles: "producer;haulier",
        .employees: "11", .employeesWomen: "2", .zone: "Phnom Penh SEZ", .contactName: "Sok Dara", .contactPhone: "+855 82 226 328",
        .openedOn: "2002-10-10",
    ]

    /// The mill with some fields typed otherwise.
    static func mill(_ changes: [OrganisationRegistration.Field: String]) -> OrganisationRegistration {
        OrganisationRegistration(mill.merging(changes) { _, changed in changed })
    }
}
