// SPDX-License-Identifier: Apache-2.0

import Identity

/// The OpenAPI 3.1 document, made from the table of routes.
enum APIDocument {
    static let json: JSON = {
        var components: [String: JSON] = [:]
        var paths: [JSON.Member] = []
        let places = APIRoutes.all.reduce(into: [String]()) { if !$0.contains($1.path) { $0.append($1.path) } }
        for path in places {
            var operations: [JSON.Member] = []
            for route in APIRoutes.all where route.path == path {
                operations.append(JSON.Member(route.method.rawValue.lowercased(), operation(route, &components)))
            }
            paths.append(JSON.Member(path, .object(operations)))
        }
        let problem = ProblemDetails.shape.schema.json(&components)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Baitong", "version": "1.0.0", "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
                "description": .text(
                    "Hand-over notes of industrial waste, registers, the book of mass and the registry. The same operations as the pages, by the same rules. "
                        + "Ids are strings of digits; masses are whole grams; dates are days of the country, moments are in UTC. "
                        + "Every answer tells in RateLimit how many requests are left: of the token, or of the network address without a good token. "
                        + "Within v1 answers may gain members and routes may be added; nothing is taken away."),
            ],
            "servers": [["url": .text(APIDoor.path)]],
            "tags": .list(APIRoute.Area.allCases.map { ["name": .text($0.rawValue)] }),
            "paths": .object(paths),
            "components": .object([
                JSON.Member("schemas", .object(components.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) })),
                JSON.Member("headers", .object(headers.map { JSON.Member($0.name, ["description": .text($0.about), "schema": $0.schema]) })),
                JSON.Member(
                    "responses",
                    [
                        "Problem": [
                            "description": "Refused; all faults at once (RFC 9457).", "headers": counted(),
                            "content": ["application/problem+json": ["schema": problem]],
                        ],
                        "TooManyRequests": [
                            "description": "Too many requests, or too many tries; taken again after as many seconds as Retry-After says.",
                            "headers": counted(and: "Retry-After"), "content": ["application/problem+json": ["schema": problem]],
                        ],
                    ]),
                JSON.Member(
                    "securitySchemes",
                    [
                        "token": [
                            "type": "http", "scheme": "bearer",
                            "description": "A token made on the page /account/tokens or by `baitong token make`, with its scopes.",
                        ]
                    ]),
            ]),
        ]
    }()

    /// Headers that answers carry, as draft-ietf-httpapi-ratelimit-headers and RFC 9110 write them.
    private static let headers: [(name: String, about: String, schema: JSON)] = [
        (
            "RateLimit-Policy", "How many requests are taken: q in w seconds, of a \"token\" or of an \"address\".",
            ["type": "string", "pattern": "^\"(token|address)\";q=[0-9]+;w=[0-9]+$"]
        ),
        (
            "RateLimit", "What is left: r requests may come at once; after t seconds without any, all of q may.",
            ["type": "string", "pattern": "^\"(token|address)\";r=[0-9]+;t=[0-9]+$"]
        ),
        ("Retry-After", "Seconds to wait.", ["type": "integer", "minimum": 1]),
    ]

    private static func counted(and more: String? = nil) -> JSON {
        .object((["RateLimit-Policy", "RateLimit"] + [more].compactMap { $0 }).map { JSON.Member($0, ["$ref": .text("#/components/headers/" + $0)]) })
    }

    private static func operation(_ route: APIRoute, _ components: inout [String: JSON]) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("operationId", .text(route.name)), JSON.Member("tags", [.text(route.area.rawValue)]), JSON.Member("summary", .text(route.summary)),
        ]
        var parameters: [JSON] = route.parameters.map { name in
            ["name": .text(name), "in": "path", "required": true, "schema": parameterSchema(name).json(&components)]
        }
        for parameter in route.query {
            var schema = parameter.schema
            schema.about = ""
            parameters.append([
                "name": .text(parameter.name), "in": "query", "required": .bool(parameter.isRequired), "description": .text(parameter.schema.about),
                "schema": schema.json(&components),
            ])
        }
        if route.method == .post, route.access != .open {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "Sent again with the same key and body, the request is not done again and answers as it did. Kept for 30 days at least.",
                "schema": ["type": "string", "pattern": "^[!-~]{1,200}$"],
            ])
        }
        if route.isForHelpers {
            parameters.append([
                "name": "On-Behalf-Of", "in": "header", "required": false,
                "description":
                    "Id of a small firm in whose name you write, as an officer, operator of a zone, collection centre or support centre; it confirms it later.",
                "schema": ["type": "string", "pattern": "^[0-9]{1,19}$"],
            ])
        }
        if !parameters.isEmpty { members.append(JSON.Member("parameters", .list(parameters))) }
        if let request = route.request {
            members.append(
                JSON.Member("requestBody", ["required": true, "content": ["application/json": ["schema": request.json(&components)]]]))
        }
        var answers: [JSON.Member] = [
            JSON.Member(
                String(route.status),
                [
                    "description": .text(route.status == 201 ? "Made." : "Done."), "headers": counted(),
                    "content": ["application/json": ["schema": route.answer.json(&components)]],
                ])
        ]
        for status in refusals(of: route) {
            answers.append(JSON.Member(String(status), ["$ref": .text("#/components/responses/" + (status == 429 ? "TooManyRequests" : "Problem"))]))
        }
        members.append(JSON.Member("responses", .object(answers)))
        switch route.access {
        case .open: members.append(JSON.Member("security", [.object([]), ["token": []]]))
        case .token: members.append(JSON.Member("security", [["token": []]]))
        case .scope(let scope): members.append(JSON.Member("security", [["token": [.text(scope.rawValue)]]]))
        }
        return .object(members)
    }

    private static func refusals(of route: APIRoute) -> [Int] {
        var statuses: Set<Int> = [404, 405, 422, 429, 500, 503]
        if route.access != .open { statuses.formUnion([401, 403]) }
        if route.method == .post { statuses.formUnion([400, 409, 413, 415]) }
        return statuses.sorted()
    }

    /// Path parameters are ids but for a few; what does not fit is not found.
    static func parameterSchema(_ name: String) -> Schema {
        switch name {
        case "number", "code", "key": .text(40, least: 1)
        case "kind": .text(20, least: 1)
        case "digest": Schema(.form(.digest))
        default: .id
        }
    }
}
