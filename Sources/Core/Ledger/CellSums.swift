// SPDX-License-Identifier: Apache-2.0

import Domain

/// One side of an entry that moved mass, as cells see it. In the order of a site cell's key.
struct Side: Comparable {
    var site: SiteID
    var material: Material
    /// As ``Compartment/number``.
    var compartment: Int16
    var day: CalendarDate
    var month: Month
    var grams: Int64

    static func < (a: Side, b: Side) -> Bool {
        guard a.site == b.site else { return a.site < b.site }
        guard a.month == b.month else { return a.month < b.month }
        return a.material == b.material ? a.compartment < b.compartment : a.material < b.material
    }
}

// Sums are made by sorting and not in dictionaries: a batch of ten thousand entries has a hundred thousand terms, and sorted
// sums are also saved in the order in which their rows lie.

/// - Parameter sides: sorted.
func siteSums(of sides: [Side], learned: Month) -> [(cell: SiteCell, grams: Int64)] {
    var sums: [(cell: SiteCell, grams: Int64)] = []
    sums.reserveCapacity(sides.count)
    var last: Side?
    for side in sides {
        if let before = last, !(before < side) {
            sums[sums.count - 1].grams += side.grams
        } else if let compartment = Compartment(number: side.compartment) {
            sums.append(
                (SiteCell(site: side.site, material: side.material, compartment: compartment, occurred: side.month, learned: learned), side.grams))
        }
        last = side
    }
    return sums
}

/// - Parameters:
///   - sides: sorted.
///   - classify: asked once for each site and day.
func upperSums(
    of sides: [Side], learned: Month, classify: (SiteID, CalendarDate) -> Classification
) -> [(cell: UpperCell, grams: Int64)] {
    var places = PlaceNumbers()
    var terms: [PlaceKey: Int64] = [:]
    var days: [CalendarDate: Int32] = [:]
    var site: SiteID?
    for side in sides {
        if side.site != site {
            site = side.site
            days.removeAll(keepingCapacity: true)
        }
        let place: Int32
        if let known = days[side.day] {
            place = known
        } else {
            place = places.number(classify(side.site, side.day))
            days[side.day] = place
        }
        terms[PlaceKey(place: place, material: side.material, compartment: side.compartment, month: side.month), default: 0] += side.grams
    }
    func sum(_ key: UpperKey, _ grams: Int64) -> (cell: UpperCell, grams: Int64)? {
        let group = places.names[Int(key.group)]
        return Compartment(number: key.compartment).map {
            (UpperCell(scope: group.scope, key: group.key, material: key.material, compartment: $0, occurred: key.month, learned: learned), grams)
        }
    }
    if places.groups.count == 1 {
        // One site on days of one classification, as of most operations: each group has the same sums, and groups are in order already.
        let ordered = terms.sorted { ($0.key.month, $0.key.material, $0.key.compartment) < ($1.key.month, $1.key.material, $1.key.compartment) }
        return places.groups[0].flatMap { group in
            ordered.compactMap { sum(UpperKey(group: group, material: $0.key.material, compartment: $0.key.compartment, month: $0.key.month), $0.value) }
        }
    }
    var sums: [UpperKey: Int64] = [:]
    for (key, grams) in terms {
        for group in places.groups[Int(key.place)] {
            sums[UpperKey(group: group, material: key.material, compartment: key.compartment, month: key.month), default: 0] += grams
        }
    }
    return sums.compactMap { sum($0, $1) }.sorted { $0.cell < $1.cell }
}

/// Classifications and the groups they belong to, as dense numbers: texts are compared once for a site and not for each gram.
private struct PlaceNumbers {
    /// Numbers of the groups of each classification.
    private(set) var groups: [[Int32]] = []
    private(set) var names: [Group] = []
    private var numbers: [Classification: Int32] = [:]
    private var groupNumbers: [Group: Int32] = [:]
    private var last: (classification: Classification, number: Int32)?

    struct Group: Hashable {
        var scope: Scope
        var key: String
    }

    mutating func number(_ classification: Classification) -> Int32 {
        if let last, last.classification == classification { return last.number }
        let number = numbers[classification] ?? append(classification)
        last = (classification, number)
        return number
    }

    private mutating func append(_ classification: Classification) -> Int32 {
        let number = Int32(groups.count)
        numbers[classification] = number
        groups.append(
            Scope.allCases.compactMap { scope in
                let key = scope.key(in: classification)
                return key.isEmpty && scope != .nation ? nil : group(Group(scope: scope, key: key))
            })
        return number
    }

    private mutating func group(_ group: Group) -> Int32 {
        if let known = groupNumbers[group] { return known }
        let number = Int32(names.count)
        groupNumbers[group] = number
        names.append(group)
        return number
    }
}

private struct PlaceKey: Hashable {
    var place: Int32
    var material: Material
    var compartment: Int16
    var month: Month
}

private struct UpperKey: Hashable {
    var group: Int32
    var material: Material
    var compartment: Int16
    var month: Month
}
