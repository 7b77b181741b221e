// SPDX-License-Identifier: Apache-2.0

import AppSupport
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
}
