// SPDX-License-Identifier: Apache-2.0

/// Names of firms and people, made of words that firms and people here are named after. Nobody real is meant.
struct InventedNames: Sendable {
    private static let words: [(english: String, khmer: String)] = [
        ("Mekong", "មេគង្គ"), ("Angkor", "អង្គរ"), ("Bassac", "បាសាក់"), ("Chaktomuk", "ចតុមុខ"), ("Kulen", "គូលែន"), ("Kirirom", "គិរីរម្យ"),
        ("Bokor", "បូកគោ"), ("Sangke", "សង្កែ"), ("Sesan", "សេសាន"), ("Srepok", "ស្រែពក"), ("Kravanh", "ក្រវាញ"), ("Banteay", "បន្ទាយ"),
        ("Prasat", "ប្រាសាទ"), ("Vimean", "វិមាន"), ("Stung Sen", "ស្ទឹងសែន"), ("Sre Ambel", "ស្រែអំបិល"), ("Phnom Meas", "ភ្នំមាស"),
        ("Tonle Touch", "ទន្លេតូច"), ("Romduol", "រំដួល"), ("Rumdeng", "រំដេង"), ("Malis", "ម្លិះ"), ("Chhouk", "ឈូក"), ("Champei", "ចំប៉ី"),
        ("Kolab", "កុលាប"), ("Kesar", "កេសរ"), ("Mealea", "មាលា"), ("Thnaot", "ត្នោត"), ("Svay", "ស្វាយ"), ("Apsara", "អប្សរា"), ("Naga", "នាគ"),
        ("Samaki", "សាមគ្គី"), ("Sovann", "សុវណ្ណ"), ("Rasmey", "រស្មី"), ("Sangkheum", "សង្ឃឹម"), ("Mittapheap", "មិត្តភាព"), ("Serey", "សេរី"),
    ]
    private static let families = [
        "សុខ", "ចាន់", "ហេង", "លឹម", "ឈួន", "កែវ", "ម៉ៅ", "ប៉ែន", "នួន", "សៀង", "ទេព", "យឹម", "អ៊ុក", "ស៊ន", "តាន់", "វ៉ាន់", "ឆាយ", "ផល", "ឯម", "រស់",
    ]
    private static let givenNames = [
        "ដារ៉ា", "សុភា", "ចាន់ថា", "ស្រីមុំ", "វិសាល", "បុប្ផា", "រតនា", "សុវណ្ណ", "កល្យាណ", "ពិសិដ្ឋ", "ម៉ាលី", "វណ្ណា", "សុផល", "ធារី", "រិទ្ធី", "ពេជ្រ",
        "បូរ៉ា", "លីដា", "ចិន្តា", "សម្បត្តិ", "មករា", "និមល", "ឧត្តម", "កុសល", "សិលា", "ស្រីនាង",
    ]

    /// Words that firms are named after, round and round.
    static func word(_ number: Int) -> (english: String, khmer: String) { words[number % words.count] }

    private var taken: Set<String>

    /// - Parameter taken: English names that are given already.
    init(taken: [String]) { self.taken = Set(taken) }

    /// A firm's name in both languages, which no other firm of its trade has.
    mutating func firm(_ trade: TradeRow, _ dice: inout Dice) -> (english: String, khmer: String) {
        while true {
            let (first, second) = (dice.pick(Self.words), dice.pick(Self.words))
            let english = "\(first.english) \(second.english) \(trade.nounEnglish)"
            guard first.english != second.english, taken.insert(english).inserted else { continue }
            return (english, "\(trade.nounKhmer) \(first.khmer) \(second.khmer)")
        }
    }

    static func person(_ dice: inout Dice) -> String { dice.pick(families) + " " + dice.pick(givenNames) }

    /// As lorries here carry them.
    static func plate(_ dice: inout Dice) -> String {
        let serial = String(dice.integer(1000...9999))
        return "\(dice.integer(2...3))\(dice.pick(["A", "B", "C", "D", "E", "F", "G", "H"]))-\(serial)"
    }
}
