// SPDX-License-Identifier: Apache-2.0

import API
import Testing

struct DocumentTests {
    @Test("The table names every operation once, and the document tells every one of them with answer, body and scope")
    func documentIsWhole() async throws {
        let routes = APIRoutes.all
        #expect(Set(routes.map(\.name)).count == routes.count)
        #expect(Set(routes.map { "\($0.method) \($0.path)" }).count == routes.count)
        try await APICountry.with { (api: APICountry) async throws in
            let document = try await api.get("/openapi.json", as: nil).json
            #expect(document["openapi"] == "3.1.0")
            let paths = try #require(document["paths"])
            var told: Set<String> = []
            for path in paths.members ?? [] {
                for operation in path.value.members ?? [] { told.insert(operation.value["operationId"]?.text ?? "") }
            }
            #expect(told == Set(routes.map(\.name)))
            for route in routes {
                let operation = try #require(paths[route.path]?[route.method.rawValue.lowercased()], "\(route.name)")
                #expect(operation["responses"]?[String(route.status)]?["content"]?["application/json"]?["schema"] != nil, "\(route.name)")
                #expect((operation["requestBody"] != nil) == (route.method == .post), "\(route.name)")
                for name in route.parameters {
                    #expect(operation["parameters"]?.list?.contains { $0["name"] == .text(name) && $0["in"] == "path" } == true, "\(route.name) \(name)")
                }
                if case .scope(let scope) = route.access {
                    #expect(operation["security"]?.list?.first?["token"] == [.text(scope.rawValue)], "\(route.name)")
                }
            }
        }
    }

    @Test("Every reference of the document leads to a schema that is there")
    func referencesLead() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let document = try await api.get("/openapi.json", as: nil).json
            var references: Set<String> = []
            func gather(_ value: JSON) {
                for item in value.list ?? [] { gather(item) }
                for member in value.members ?? [] {
                    if member.name == "$ref", let text = member.value.text { references.insert(text) }
                    gather(member.value)
                }
            }
            gather(document)
            for reference in references {
                let found = reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
                #expect(found != nil && found != .null, "\(reference)")
            }
        }
    }
}
