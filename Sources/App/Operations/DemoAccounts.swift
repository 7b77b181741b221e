// SPDX-License-Identifier: Apache-2.0

import Identity
import Wording

/// Somebody who can sign in to the demonstration country; all of them use ``DemoAccounts/password``.
public struct DemoAccount: Hashable, Sendable {
    public let signInName: String
    /// Invented.
    public let displayName: String
    public let firm: DemoFirm
    public let roles: Set<Role>
    public let language: Language
}

/// The firms and authorities of the demonstration country that have accounts; all invented.
public enum DemoFirm: String, CaseIterable, Sendable {
    case factory, haulier, recycler, collector, landfill, works, industry, environment, phnomPenh, donor

    public var nameEnglish: String {
        switch self {
        case .factory: "Mekong Angkor Garment"
        case .haulier: "Samaki Haulage"
        case .recycler: "Bassac Recycling"
        case .collector: "Tuol Champei Collection Centre"
        case .landfill: "Kampong Thnaot Landfill"
        case .works: "Chaktomuk Zone Wastewater Works"
        case .industry: "Ministry of Industry"
        case .environment: "Ministry of Environment"
        case .phnomPenh: "Phnom Penh Department of Industry"
        case .donor: "Green Growth Partnership"
        }
    }

    public var nameLocal: String {
        switch self {
        case .factory: "រោងចក្រកាត់ដេរ មេគង្គ អង្គរ"
        case .haulier: "ក្រុមហ៊ុនដឹកជញ្ជូន សាមគ្គី"
        case .recycler: "រោងចក្រកែច្នៃសំណល់ បាសាក់"
        case .collector: "មជ្ឈមណ្ឌលប្រមូលសំណល់ ទួលចំប៉ី"
        case .landfill: "ទីលានចាក់សំណល់ កំពង់ត្នោត"
        case .works: "ស្ថានីយប្រព្រឹត្តិកម្មទឹកកខ្វក់ តំបន់ចតុមុខ"
        case .industry: "ក្រសួងឧស្សាហកម្ម"
        case .environment: "ក្រសួងបរិស្ថាន"
        case .phnomPenh: "មន្ទីរឧស្សាហកម្មរាជធានីភ្នំពេញ"
        case .donor: "ភាពជាដៃគូកំណើនបៃតង"
        }
    }
}

/// Who can sign in to the demonstration country. Shown on the sign-in page of a demonstration server and nowhere else.
public enum DemoAccounts {
    public static let password = "baitong-demo-2026"

    /// In the order in which a visitor would try them: one load's way first, then those who watch over it.
    public static let all: [DemoAccount] = [
        // One person who does everything for a factory; gate, because a load may come back.
        DemoAccount(
            signInName: "factory", displayName: "សុខ បុប្ផា", firm: .factory, roles: [.administrator, .preparer, .signer, .gate], language: .khmer),
        DemoAccount(signInName: "factory.admin", displayName: "ចាន់ វិសាល", firm: .factory, roles: [.administrator], language: .khmer),
        DemoAccount(signInName: "factory.preparer", displayName: "កែវ ស្រីមុំ", firm: .factory, roles: [.preparer], language: .khmer),
        DemoAccount(signInName: "factory.signer", displayName: "លឹម សុផល", firm: .factory, roles: [.signer], language: .khmer),
        DemoAccount(signInName: "reader", displayName: "នួន លីដា", firm: .factory, roles: [.reader], language: .khmer),
        DemoAccount(
            signInName: "haulier", displayName: "ម៉ៅ រិទ្ធី", firm: .haulier, roles: [.administrator, .preparer, .signer, .driver], language: .khmer),
        DemoAccount(signInName: "gate", displayName: "ហេង ដារ៉ា", firm: .recycler, roles: [.gate, .signer], language: .khmer),
        DemoAccount(
            signInName: "plant.admin", displayName: "ទេព ចាន់ថា", firm: .recycler, roles: [.administrator, .preparer, .signer], language: .khmer),
        DemoAccount(
            signInName: "collector", displayName: "ឈួន សុភា", firm: .collector, roles: [.administrator, .preparer, .signer, .gate], language: .khmer),
        DemoAccount(
            signInName: "landfill.gate", displayName: "យឹម បូរ៉ា", firm: .landfill, roles: [.administrator, .signer, .gate], language: .khmer),
        DemoAccount(signInName: "works", displayName: "ឡុង សុវណ្ណ", firm: .works, roles: [.administrator, .preparer, .signer, .gate], language: .khmer),
        DemoAccount(signInName: "officer.misti", displayName: "អ៊ុក រតនា", firm: .industry, roles: [.administrator, .officer], language: .khmer),
        DemoAccount(signInName: "officer.moe", displayName: "ស៊ន កល្យាណ", firm: .environment, roles: [.administrator, .officer], language: .khmer),
        DemoAccount(signInName: "officer.phnompenh", displayName: "តាន់ ពិសិដ្ឋ", firm: .phnomPenh, roles: [.administrator, .officer], language: .khmer),
        DemoAccount(signInName: "inspector", displayName: "ប៉ែន វណ្ណា", firm: .environment, roles: [.inspector], language: .khmer),
        DemoAccount(signInName: "donor", displayName: "ឯម ម៉ាលី", firm: .donor, roles: [.administrator, .donorReader], language: .english),
        DemoAccount(signInName: "editor", displayName: "រស់ ធារី", firm: .industry, roles: [.editor], language: .khmer),
    ]
}
