// SPDX-License-Identifier: Apache-2.0

/// A country the platform can serve. One database serves one; the lists of all ship.
public enum Country: String, CaseIterable, Codable, Sendable {
    case cambodia = "KH"
    case vietNam = "VN"

    public var zone: CivilZone { self == .cambodia ? .phnomPenh : .hoChiMinh }
}

/// A place on the earth in decimal degrees, WGS 84.
public struct Position: Hashable, Codable, Sendable {
    public var latitude: Double
    public var longitude: Double

    /// `nil` outside -90...90 and -180...180.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }
}
