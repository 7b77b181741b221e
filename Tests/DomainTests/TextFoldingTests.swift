// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Folding of texts") struct TextFoldingTests {
    @Test(
        "what people leave out or cannot see makes no difference",
        arguments: [
            ("Vải vụn, phế liệu dệt may", "vai vun phe lieu det may"), ("ĐỒNG NAI", "dong nai"), ("Thừa Thiên – Huế", "thua thien hue"),
            // Vietnamese with combining marks instead of ready-made letters.
            ("Va\u{309}i vu\u{323}n O\u{31B}\u{309}", "vai vun o"), ("04 02 22*", "04 02 22"), ("០៤ ០២ ២២", "04 02 22"), ("R３", "r3"),
            ("សំណល់\u{200B}ក្រណាត់", "សំណល់ក្រណាត់"), ("\u{FEFF}ក្រដាស។", "ក្រដាស"), ("Poi Pet O'Neang", "poi pet oneang"),
            ("re-use/repair (Co., Ltd.)", "re use repair co ltd"),
            ("café Straße Æ ŁÓDŹ", "cafe strasse ae lodz"), ("m³", "m3"), ("  a \t b  ", "a b"), ("...", ""), ("", ""),
        ])
    func folds(text: String, folded: String) {
        #expect(TextFolding.fold(text) == folded)
    }

    @Test("Khmer spellings that look the same fold alike; vowels and subscripts stay")
    func khmer() {
        #expect(TextFolding.fold("ដែកថែប") == "ដែកថែប")
        #expect(TextFolding.fold("ចេ\u{17B8}ង") == TextFolding.fold("ចើង"))
        #expect(TextFolding.fold("កេ\u{17B6}ះ") == TextFolding.fold("កោះ"))
        #expect(TextFolding.fold("កណ\u{17D2}\u{178A}ាល") == TextFolding.fold("កណ\u{17D2}\u{178F}ាល"))
        #expect(TextFolding.fold("ក") != TextFolding.fold("កា"))
    }

    @Test("every Vietnamese letter with marks folds to its plain letter, small or capital")
    func vietnamese() {
        let families = [
            "a": "áàảãạăắằẳẵặâấầẩẫậ", "e": "éèẻẽẹêếềểễệ", "i": "íìỉĩị", "o": "óòỏõọôốồổỗộơớờởỡợ", "u": "úùủũụưứừửữự", "y": "ýỳỷỹỵ", "d": "đ",
        ]
        for (plain, letters) in families {
            for letter in letters {
                #expect(TextFolding.fold(String(letter)) == plain)
                #expect(TextFolding.fold(letter.uppercased()) == plain)
                #expect(TextFolding.withoutMarks(letter.uppercased()) == plain.uppercased())
            }
        }
        #expect(TextFolding.withoutMarks("Thừa Thiên Huế – Đắk Lắk") == "Thua Thien Hue – Dak Lak")
    }

    @Test("folding twice changes nothing more, for 4,000 random texts")
    func isIdempotent() throws {
        let pools: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0xA0...0x24F, 0x300...0x36F, 0x1780...0x17F9, 0x1E00...0x1EFF, 0x2000...0x206F, 0x400...0x4FF, 0xFF00...0xFF5E,
        ]
        for seed in UInt64(1)...4000 {
            var random = SeededRandom(seed: seed)
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                let pool = pools[Int.random(in: 0..<pools.count, using: &random)]
                if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &random)) { text.append(scalar) }
            }
            let once = TextFolding.fold(String(text))
            try #require(TextFolding.fold(once) == once, "seed \(seed)")
        }
    }
}
