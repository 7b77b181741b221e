// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations

/// From a group of the picture to the cells that it is the sum of.
enum NationGroupDoor {
    /// Stands in an address for what is in no group of its kind.
    static let none = "none"

    /// What narrows `/nation/cells` to a group, kept to months and province already; each opens to what the group says.
    static func narrow(_ path: URLPath, to group: PictureGroupKey) -> URLPath {
        let key = group.key.isEmpty ? none : group.key
        return switch group.dimension {
        case .province: path.setting("province", key)
        case .sector: path.setting("sector", key)
        case .month: path.setting("from", key).setting("to", key)
        case .chapter: path.setting("chapter", key)
        case .treatment: path.setting("treatment", key)
        case .size, .park: path.setting(name(group.dimension), key)
        }
    }

    /// The size or zone whose sites' cells are asked for.
    static func group(_ request: PageRequest) -> PictureGroupKey? {
        for dimension in [PictureDimension.size, .park] {
            if let key = request.query[name(dimension)], !key.isEmpty { return PictureGroupKey(dimension, key == none ? "" : key) }
        }
        return nil
    }

    /// The same where the address names no other group beside it: cells and sites are kept by one kind of group alone.
    ///
    /// - Throws: names of two kinds, and a size that there is not.
    static func only(_ request: PageRequest, besides others: [String]) throws -> PictureGroupKey? {
        guard let group = group(request) else { return nil }
        _ = try SiteGroup(request.platform) { ["size", "zone"].contains($0) || others.contains($0) ? request.query[$0] : nil }
        guard request.query["chapter"]?.isEmpty ?? true || !others.contains("chapter") else {
            throw Problems([SiteGroupPhrase.severalGroups.problem("chapter", ["names": .text(name(group.dimension) + ", chapter")])])
        }
        return group
    }

    /// The same as whose sites are listed.
    static func cells(_ group: PictureGroupKey) -> CellGroup? {
        switch group.dimension {
        case .size: .size(group.key)
        case .park: .zone(group.key)
        case .province, .sector, .chapter, .treatment, .month: nil
        }
    }

    private static func name(_ dimension: PictureDimension) -> String { dimension == .park ? "zone" : dimension.rawValue }
}

extension PageRequest {
    /// What stands under a name in the address, read; `nil` where nothing does.
    ///
    /// - Throws: ``PlatformError/notFound`` where something else stands there: a wider figure than was asked for would be a wrong answer.
    func named<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let value = read(text) else { throw PlatformError.notFound }
        return value
    }

    /// A group's name as text.
    func groupName(_ group: PictureGroupKey) -> String {
        let key = group.key
        if key.isEmpty { return words[group.dimension == .park ? PicturePhrase.outsideZones : .notClassed] }
        switch group.dimension {
        case .province: return provinceName(key)
        case .sector: return IndustryCode(text: key).map { platform.lists.name(of: $0, in: words.language).text } ?? key
        case .size: return SizeClass(rawValue: key).map { words[$0.phrase] } ?? key
        case .chapter, .treatment, .park: return key
        case .month: return Month(iso: key).map { words.month($0) } ?? key
        }
    }
}
