// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations

/// A factory's own sheet of its last months: three of its columns and cells wait for an answer.
enum ReturnFileStory {
    static func tell(with teller: Teller, factory: Int) async throws {
        let last = teller.day.month.adding(months: -1)
        let text = """
            ខែ / Month,ថ្ងៃធ្វើការ / Working days,ម៉ាស៊ូត / Diesel (L),Grid electricity [kWh],Fuelwood ton,Boiler ash (kg)
            \(last.adding(months: -1)),24,"2,150",78500,12.5,310
            \(last),25,"2.480",76500,11.8,-

            """
        _ = try await teller.platform.sendReturnFile(Array(text.utf8), named: "figures-of-two-months.csv", by: teller.actor(factory, [.preparer]))
    }
}
