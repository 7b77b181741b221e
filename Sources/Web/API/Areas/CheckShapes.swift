// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Operations
import Returns
import Stores

/// What checks found, and what waste is expected, as answers show it.
enum CheckShapes {
    struct Found: Sendable {
        var finding: ReturnFinding
        /// Opened texts.
        var names: [SealedText: String]
    }

    static let finding: Shape<Found> = .object(
        "ReturnFinding", "What a rule found in a return, in whole units of the field: grams, millilitres, watt-hours.",
        [
            .text("key", "Names it when it is explained.") { $0.finding.key },
            .text("rule") { $0.finding.rule },
            .text("edition", "Of the rules.") { $0.finding.edition },
            .text("kind") { $0.finding.kind },
            .text("field", "@waste for the waste of the period.") { $0.finding.field },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.finding.waste },
            .textOrNull("found") { $0.finding.found.map { String($0) } },
            .textOrNull("low", "Least that was expected.") { $0.finding.low.map { String($0) } },
            .textOrNull("high", "Most that was expected.") { $0.finding.high.map { String($0) } },
            .wholeOrNull("factor", "10, 100 or 1000 where a unit may have slipped.") { $0.finding.factor },
            .textOrNull("was", "Of an estimate whose figures were changed: what it was worked out from, millilitres or grams.") {
                $0.finding.was.map { String($0) }
            },
            .textOrNull("now", "What the return says of that now.") { $0.finding.now.map { String($0) } },
            .flag("far", "Declared waste lies far below what is expected.") { $0.finding.isFar == true },
            .textOrNull("explanation", "Null before it is sent, and once erased.") { value in value.finding.explanation.flatMap { value.names[$0] } },
        ])

    private static let listed: Shape<(stored: StoredFinding, texts: [SealedText: String])> = .object(
        "ListedFinding", "A finding with the return in which it was made.",
        [
            .id("id") { $0.stored.id },
            .id("return") { $0.stored.made.id },
            .id("site") { $0.stored.made.head.site },
            .id("organisation") { $0.stored.made.head.organisation },
            .text("province") { $0.stored.made.head.province },
            .text("sector") { $0.stored.made.head.isic },
            .text("period") { $0.stored.made.head.period.description },
            .choice("state") { $0.stored.made.state },
            .part("finding", finding) { Found(finding: $0.stored.finding, names: $0.texts) },
        ])

    struct Page: Sendable {
        var list: FindingList
        var next: String?
    }

    static let page: Shape<Page> = .object(
        "FindingList", "Findings in returns that were sent, the latest first.",
        [
            .list("findings", listed) { page in page.list.findings.map { ($0, page.list.texts) } },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])

    private static func whole(_ value: Double) -> Int64 { Int64(value.rounded()) }

    static let site: Shape<ExpectedSite> = .object(
        "ExpectedSiteWaste", "Waste of a site's month as declared, and what peers would have had with the same production, energy and water.",
        [
            .id("site") { $0.site.id },
            .gramsOrNull("declaredGrams", "Null where no return of the month was sent.") { $0.row?.generated },
            .gramsOrNull("lowGrams", "Nine months of ten lie between low and high.") { $0.expected?.interval.map { whole($0.low) } },
            .gramsOrNull("middleGrams") { $0.expected?.interval.map { whole($0.middle) } },
            .gramsOrNull("highGrams") { $0.expected?.interval.map { whole($0.high) } },
            .wholeOrNull("peers", "Sites from which was learnt.") { $0.expected?.interval?.sites },
            .choiceOrNull("unsaid", "Why the model cannot say.") { $0.expected?.reason },
        ])

    struct Sites: Sendable {
        var found: ExpectedSites
        var next: String?
    }

    private static let siteOfArea: Shape<ExpectedSites.Line> = .object(
        "ExpectedWasteOfSite", "A site behind an area's expected waste of a month.",
        [
            .id("organisation") { $0.organisation.id },
            .id("site") { $0.site.id },
            .id("return", "In which it declared its waste.") { $0.row.made },
            .gramsOrNull("declaredGrams", "Null where the model cannot say anything of it.") { $0.declared },
            .gramsOrNull("declaredUnsaidGrams", "Where it cannot: in no figure.") { $0.declaredUnsaid },
            .gramsOrNull("lowGrams", "Of the site alone: nine months of ten lie between low and high.") { $0.expected.interval.map { whole($0.low) } },
            .gramsOrNull("middleGrams") { $0.expected.interval.map { whole($0.middle) } },
            .gramsOrNull("highGrams") { $0.expected.interval.map { whole($0.high) } },
            .gramsOrNull("partGrams", "In the area's expected figure: the mean of its own waste in the same simulation.") { $0.part.map(whole) },
            .wholeOrNull("peers", "Sites from which was learnt.") { $0.expected.interval?.sites },
            .choiceOrNull("unsaid", "Why the model cannot say.") { $0.expected.reason },
        ])

    static let sites: Shape<Sites> = .object(
        "ExpectedWasteOfSites", "Sites behind an area's expected waste of a month; what they declared and their parts add up to the area's figures.",
        [
            .part("month", NationShapes.month) { $0.found.month },
            .textOrNull("province", "Null for the nation.") { $0.found.province },
            .grams("declaredGrams", "By all sites of which the model says something, those of other pages too.") { $0.found.declared },
            .grams("declaredUnsaidGrams", "By all others.") { $0.found.declaredUnsaid },
            .grams("expectedGrams", "The parts of all sites.") { whole($0.found.parts) },
            .list("sites", siteOfArea) { $0.found.lines },
            .textOrNull("next", "Where more follow; null at the end.") { $0.next },
        ])

    static let area: Shape<ExpectedArea> = .object(
        "ExpectedAreaWaste", "Waste of an area's monthly returns as declared and as expected; sites that did not report are in none of the figures.",
        [
            .text("month", "The first month.") { $0.months.lowerBound.description },
            .text("until", "The last month.") { $0.months.upperBound.description },
            .textOrNull("province", "Null for the nation.") { $0.province },
            .whole("reported", "Returns of sites for one of the months.") { $0.reported },
            .flag("withheld", "Too few sites stand behind it, or one has most of it.") { $0.waste == nil },
            .wholeOrNull("months", "Of which the model says something.") { $0.waste?.months },
            .wholeOrNull("sites", "Most of one month of which the model says something.") { $0.waste?.sites },
            .gramsOrNull("declaredGrams", "By those sites.") { $0.waste?.declared },
            .gramsOrNull("lowGrams", "Of the sum, in nine cases of ten.") { $0.waste.map { whole($0.low) } },
            .gramsOrNull("expectedGrams") { $0.waste.map { whole($0.expected) } },
            .gramsOrNull("highGrams") { $0.waste.map { whole($0.high) } },
            .gramsOrNull("declaredUnsaidGrams", "By sites of which the model cannot say anything.") { $0.waste?.declaredUnsaid },
        ])

    // MARK: Benchmarks

    /// Figures of an intensity are read, not summed: canonical decimals of at most six places.
    private static func decimal(_ value: Double) -> String {
        ExactDecimal(digits: Int64((value * 1_000_000).rounded()), scale: 6).withoutTrailingZeros.description
    }

    private static let point: Shape<Benchmark.Point> = .object(
        "BenchmarkMonth", "A site's own month.",
        [.text("month") { $0.month.description }, .text("value") { decimal($0.value) }, .id("return", "From which it is.") { $0.made }])

    private static let spread: Shape<PeerSpread> = .object(
        "PeerQuarters", "Where other sites of the industry lie, to two significant digits; from five sites on.",
        [
            .text("quarter") { decimal($0.quarter) },
            .text("median") { decimal($0.median) },
            .text("threeQuarters") { decimal($0.threeQuarters) },
            .whole("sites") { $0.sites },
        ])

    private static let published: Shape<(published: PublishedRange, range: ClosedRange<Double>?)> = .object(
        "PublishedRange", "A range that somebody published for the industry.",
        [
            .text("id") { $0.published.id },
            .text("process") { $0.published.process },
            .text("unit", "As published.") { $0.published.unit },
            .textOrNull("low") { $0.published.low.map(decimal) },
            .textOrNull("high") { $0.published.high.map(decimal) },
            .textOrNull("lowInUnit", "In the unit of the figure; null where it is for another unit.") { $0.range.map { decimal($0.lowerBound) } },
            .textOrNull("highInUnit") { $0.range.map { decimal($0.upperBound) } },
            .text("source") { $0.published.provenance.source },
            .text("year") { $0.published.year },
            .choice("confidence", "A range of low confidence is a warning and no verdict.") { $0.published.provenance.confidence },
        ])

    private static let benchmark: Shape<(model: BenchmarkModel, one: Benchmark)> = .object(
        "Benchmark", "One figure for each unit of product, or each worker and month.",
        [
            .choice("figure") { $0.one.unit.intensity },
            .choice("per") { $0.one.unit.base },
            .text("unit") { $0.one.unit.symbol },
            .choice("product", "What is counted where it is for each product.") { $0.one.unit.product },
            .list("own", point, "Oldest first.") { $0.one.own },
            .part("peers", spread.orNull) { $0.one.peers.spread },
            .choiceOrNull("withheld", "Why nothing is told of peers.") { value in
                if case .withheld(let reason) = value.one.peers { reason } else { PeerFigure.Reason?.none }
            },
            .list("published", published) { $0.model.ranges($0.one.unit) },
        ])

    static let benchmarks: Shape<BenchmarkModel> = .object(
        "Benchmarks", "A site beside its own past, its peers, and what was published of its industry.",
        [
            .id("site") { $0.site.id },
            .text("sector") { $0.sector },
            .text("from", "First month of the peers' figures.") { $0.months.lowerBound.description },
            .text("until", "The last month, with which a quarter ends.") { $0.months.upperBound.description },
            .list("benchmarks", benchmark) { model in model.benchmarks.map { (model, $0) } },
        ])
}
