// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Foundation
import Testing

extension EveryRouteTests {
    /// A program asks what to do with a waste, walks the questions to a battery, and takes the lists beside ours.
    func wastes(_ api: APICountry) async throws {
        let lead = try await api.get("/lists/waste-codes/160601/criteria", as: nil)
        #expect(lead.json["dangers"]?.list?.compactMap { $0["hazardClass"]?.text } == ["H8", "H11"], "\(lead.json)")
        #expect(lead.json["statements"]?.list?.contains { $0["standing"] == "assumed" && $0["days"] == 90 } == true)
        #expect(lead.json["basel"] == ["Y31"] && lead.json["national"] == [])
        #expect(try await api.get("/lists/waste-codes/999999/criteria", as: nil).status == 404)
        var step = try await api.get("/finder", as: nil)
        var answered = 0
        for _ in 0..<5 where step.json["found"] == .null {
            let answers = step.json["answers"]?.list ?? []
            let next = answers.first { $0["waste"] == "160601" } ?? answers.first { $0["path"]?.text?.hasSuffix("battery") == true } ?? answers[0]
            step = try await api.get("/finder?path=\(next["path"]?.text ?? "")", as: nil)
            answered += 1
        }
        #expect(step.json["found"] == "160601" && answered <= 5, "\(step.json)")
        #expect(try await api.get("/lists/crosswalks", as: nil).json["basel"]?.text?.contains("160601,Y31") == true)
    }

    /// A firm's system asks what a waste is, an officer's rules, and everybody reads the ruling.
    func rulings(_ api: APICountry) async throws {
        let asked = try await api.post(
            "/waste-questions", ["process": "Printing", "product": "Grey paste", "path": "chemical.ink"], as: .factory)
        #expect(asked.status == 201 && asked.json["path"] == "chemical.ink" && asked.json["ruling"] == .null, "\(asked.json)")
        // With a photo, which whoever may read the question reads back, and nobody else.
        let photo = Data([0xFF, 0xD8, 0xFF, 0xE0]).base64EncodedString()
        let withPhoto = try await api.post("/waste-questions", ["process": "Dyeing", "product": "Blue water", "photo": .text(photo)], as: .factory)
        let digest = withPhoto.json["photo"]?.text ?? ""
        #expect(withPhoto.status == 201 && digest.count == 64, "\(withPhoto.json)")
        for reader in [TestFirm.factory, .ministry] {
            let read = try await api.get("/waste-questions/\(withPhoto.id)/photos/\(digest)", as: reader)
            #expect(read.json["content"]?.text == photo && read.json["mediaType"] == "image/jpeg", "\(read.json)")
        }
        #expect(try await api.get("/waste-questions/\(withPhoto.id)/photos/\(digest)", as: .secondFactory).status == 404)
        #expect(try await api.get("/waste-questions/\(asked.id)/photos/\(digest)", as: .factory).status == 404)
        #expect(try await api.post("/waste-questions", ["process": "A", "product": "B", "photo": "no picture"], as: .factory).status == 422)
        #expect(try await api.get("/waste-questions", as: .factory).json["questions"]?.list?.count == 2)
        #expect(try await api.get("/waste-questions", as: .ministry).json["questions"]?.list?.first?["actions"]?.list?.first?["action"] == "rule")
        #expect(try await api.get("/waste-questions/\(asked.id)", as: .factory).json["actions"] == [])
        #expect(try await api.get("/waste-questions/\(asked.id)", as: .secondFactory).status == 404)
        let ruling: JSON = [
            "version": 1, "waste": "080314", "hazardous": true, "subject": "Paste of printing", "reason": "Solvent", "source": "Data sheet",
        ]
        #expect(try await api.post("/waste-questions/\(asked.id)/ruling", ruling, as: .factory).status >= 403)
        let ruled = try await api.post("/waste-questions/\(asked.id)/ruling", ruling, as: .ministry)
        #expect(ruled.status == 200 && ruled.json["waste"] == "080314", "\(ruled.json)")
        #expect(try await api.post("/waste-questions/\(asked.id)/ruling", ruling, as: .ministry).status == 409)
        let open = try await api.get("/waste-rulings?waste=080314", as: nil)
        #expect(open.json["rulings"]?.list?.first?["reason"] == "Solvent", "\(open.json)")
        #expect(try await api.get("/waste-rulings/\(asked.id)", as: nil).json["subject"] == "Paste of printing")
    }
}
