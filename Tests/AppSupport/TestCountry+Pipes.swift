// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Operations
import Returns
import TestSupport

/// A wastewater works that stands in no list of the country's firms, and who speaks for it.
public struct TestWorks: Sendable {
    public var site: SiteID
    public var organisation: OrganisationID
    public var actor: Actor
}

extension TestCountry {
    /// A zone's wastewater works, known since the day of the test.
    public func wastewaterWorks() async throws -> TestWorks {
        let registration = OrganisationRegistration([
            .registrationNumber: "KH00300002", .nameEnglish: "Stung Wastewater Works", .country: "KH", .province: "12", .isic: "3700", .profiles: "producer",
            .employees: "40", .address: "Street 12", .openedOn: "2015-03-02",
        ])
        let made = try await platform.addOrganisation(
            try registration.validated(with: platform.registrationLookups),
            founder: PersonProfile(displayName: "Office of the Works", signInName: "works.office", language: .english), password: "lotus-pond-works-27",
            by: .operatorOfServer(on: platform.today))
        guard let person = made.person else { preconditionFailure("A founder was named.") }
        let today = platform.today
        let memberships = Role.founding(for: [.producer]).map {
            Membership(person: person, organisation: made.organisation, role: $0, validFrom: today.adding(days: -1))
        }
        return TestWorks(
            site: made.site, organisation: made.organisation,
            actor: Actor(
                person: person, memberships: memberships, actingFor: OrganisationSummary(id: made.organisation, profiles: [.producer]), means: .password,
                on: today))
    }

    /// A pipe from the factory's outlet to a works, confirmed by it, in use for two years.
    public func confirmedPipe(to works: TestWorks, from known: Outlet? = nil) async throws -> Pipe {
        let outlet = if let known { known } else { try await outlet() }
        var form = PipeForm()
        form.works = works.site.description
        form.from = outlet.openedOn.description
        let named = try await platform.namePipe(of: outlet.id, form, by: actor(.factory))
        return try await platform.answerPipe(named.id, confirms: true, version: named.version, by: works.actor)
    }

    /// One side states a volume in cubic metres.
    public func state(_ pipe: Pipe, _ side: PipeSide, _ volume: String, words: String = "", version: Int, month: String = "2026-09", by actor: Actor)
        async throws
        -> PipeTransfer
    {
        var form = PipeReadingForm()
        form.volume = volume
        form.words = words
        return try await platform.statePipeMonth(pipe.id, month: month, side: side, form, version: version, by: actor)
    }

    /// Both ends state and agree.
    public func agreed(_ pipe: Pipe, sender: String, works: String, by office: TestWorks, words: String = "", from known: PipeTransfer? = nil) async throws
        -> PipeTransfer
    {
        let factory = actor(.factory)
        let why = known == nil ? "" : "Meter was read again"
        var made = try await state(pipe, .sender, sender, words: why, version: known?.version ?? 0, by: factory)
        made = try await state(pipe, .works, works, words: why, version: made.version, by: office.actor)
        made = try await platform.takePipeStep(.agree, in: made.id, words: words, version: made.version, by: office.actor)
        return try await platform.takePipeStep(.agree, in: made.id, version: made.version, by: factory)
    }

    /// The works' return for the month of the test.
    public func worksReturn(_ works: TestWorks, inflow: String, outflow: String, period: String = "2026-09") async throws -> SiteReturn {
        let made = try await platform.beginReturn(site: works.site, dataSet: "wastewaterWorks", period: period, by: works.actor)
        var form = ReturnForm()
        for field in try await platform.returnModel(made.id, by: works.actor).fields where field.isRequired {
            var answer = ReturnForm.Answer()
            let figure = ["inflow": inflow, "outflow": outflow][field.id]
            answer.kind = figure == nil ? .nothing : .figure
            answer.number = figure ?? ""
            answer.unit = field.units.first ?? ""
            form.answers[field.id] = answer
        }
        let saved = try await platform.saveReturn(made.id, version: made.version, form, by: works.actor)
        return try await platform.submitReturn(saved.id, version: saved.version, confirms: true, by: works.actor)
    }
}
