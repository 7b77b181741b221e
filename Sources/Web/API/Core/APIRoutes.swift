// SPDX-License-Identifier: Apache-2.0

/// Every route of the API, area by area.
public enum APIRoutes {
    public static let all: [APIRoute] = [
        MeRoutes.routes, NoteRoutes.routes, NoteStepRoutes.routes, RecordRoutes.routes, PaperRoutes.routes, DriverRoutes.routes, RoundRoutes.routes,
        BookRoutes.routes, RegisterRoutes.routes, ArrangementRoutes.routes, SaleRoutes.routes, RegistryRoutes.routes, RegistrationRoutes.routes,
        OnboardingRoutes.routes, DuplicateRoutes.routes, OwnershipRoutes.routes, ClassificationRoutes.routes, BehalfRoutes.routes, PeopleRoutes.routes,
        WatchRoutes.routes, KnownRoutes.routes,
        NationRoutes.routes, SearchRoutes.routes, ErasureRoutes.routes,
        ListRoutes.routes, WasteRoutes.routes, RulingRoutes.routes, RuleRoutes.routes, EditionRoutes.routes, SealRoutes.routes, DischargeRoutes.routes,
        CalculationRoutes.routes, EmissionRoutes.routes, PictureRoutes.routes,
        DischargeCaseRoutes.routes, LabFileRoutes.routes, PipeRoutes.routes,
        ReturnRoutes.routes, OwedRoutes.routes, ReturnBookedRoutes.routes, StockTakeRoutes.routes, ReturnFileRoutes.routes, CheckRoutes.routes,
        EstimateRoutes.routes,
    ].flatMap { $0 }

    static func named(_ name: String) -> APIRoute {
        guard let route = all.first(where: { $0.name == name }) else { preconditionFailure("There is no route \(name).") }
        return route
    }
}

extension APIRoute {
    /// Takes a list of commands of other routes, each done and kept by itself.
    var isList: Bool { path.hasSuffix("/bulk") }

    /// A helper's system may do it in a small firm's name, by the header `On-Behalf-Of`.
    var isForHelpers: Bool { Self.forHelpers.contains(name) }
    private static let forHelpers: Set<String> = ["createNote", "createNotes", "editDraft", "issueNote"]
}
