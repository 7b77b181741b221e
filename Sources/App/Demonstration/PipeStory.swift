// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Operations
import Returns

/// A factory's sewer that ends at a zone's works: three months on which both agreed, and the last, of which both meters say something else. And one waste
/// counted in the factory's store, with a photo.
struct PipeStory {
    let factory: Int
    let works: Int
    /// The history's last day.
    let end: CalendarDate
    private var pipe: Pipe?
    private var stated: Set<Month> = []

    init(factory: Int, works: Int, end: CalendarDate) {
        self.factory = factory
        self.works = works
        self.end = end
    }

    /// What both ends read, cubic metres: the oldest month first.
    private static let readings = [("652", "648"), ("668.5", "671"), ("640", "633.2")]
    private static let apart = ("655", "731")

    /// Names the pipe four months before the end, and agrees month by month after that.
    mutating func tell(with teller: Teller, outlet: OutletID?) async throws {
        let month = teller.day.month
        guard let outlet, month >= end.month.adding(months: -4) else { return }
        guard let pipe else {
            var form = PipeForm()
            form.works = teller.firms[works].site.description
            form.from = Period.month(month).first.description
            let named = try await teller.platform.namePipe(of: outlet, form, by: teller.actor(factory, [.preparer]))
            pipe = try await teller.platform.answerPipe(named.id, confirms: true, version: named.version, by: teller.actor(works, [.signer]))
            return
        }
        let last = month.adding(months: -1)
        guard last < end.month.adding(months: -1), pipe.carries(in: last), stated.insert(last).inserted else { return }
        let made = try await state(pipe, last, Self.readings[(stated.count - 1) % Self.readings.count], teller)
        let agreed = try await teller.platform.takePipeStep(.agree, in: made.id, version: made.version, by: teller.actor(works, [.signer]))
        _ = try await teller.platform.takePipeStep(.agree, in: made.id, version: agreed.version, by: teller.actor(factory, [.signer]))
    }

    /// The last month waits with a difference.
    func finish(with teller: Teller) async throws {
        let last = end.month.adding(months: -1)
        if let pipe, pipe.carries(in: last), !stated.contains(last) { _ = try await state(pipe, last, Self.apart, teller) }
        var counted = StockTakeForm()
        counted.waste = "150103"
        counted.amount = "85"
        counted.day = end.adding(days: -2).description
        counted.remark = Remarks.countedPallets
        _ = try await teller.platform.takeStock(
            teller.firms[factory].site, counted, photo: Platform.Photo(bytes: Teller.photo), by: teller.actor(factory, [.signer]))
    }

    private func state(_ pipe: Pipe, _ month: Month, _ readings: (String, String), _ teller: Teller) async throws -> PipeTransfer {
        var form = PipeReadingForm()
        form.volume = readings.0
        let first = try await teller.platform.statePipeMonth(
            pipe.id, month: month.description, form, version: 0, by: teller.actor(factory, [.preparer]))
        form.volume = readings.1
        return try await teller.platform.statePipeMonth(
            pipe.id, month: month.description, form, version: first.version, by: teller.actor(works, [.signer]))
    }
}
