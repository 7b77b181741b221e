// swift-tools-version:6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// One line per room, bottom-up. `uses` is the list of arrows a room may follow; `make check` fails on any other import.

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "baitong",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "baitong", targets: ["baitong"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // System libraries
        .systemLibrary(name: "CSodium", path: "Sources/System/CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CQREncode", path: "Sources/System/CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPostgres", path: "Sources/System/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        .systemLibrary(name: "CXlsx", path: "Sources/System/CXlsx", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", path: "Sources/System/CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CIsal", path: "Sources/System/CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CExpat", path: "Sources/System/CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),

        // Core: quantities, lists, words, the book of mass. No clock, no disk.
        room("Domain", in: "Core"),
        room("Tabular", in: "Core"),
        room("Packing", in: "Core"),
        room("Notation", in: "Core"),
        room("Wording", in: "Core", uses: ["Domain", "Tabular"], resources: ["Resources"]),
        room("CodeLists", in: "Core", uses: ["Domain", "Tabular", "Wording"], resources: ["Resources"]),
        room("Ledger", in: "Core", uses: ["Domain", "Wording"]),
        room("Deadlines", in: "Core", uses: ["Domain", "Tabular", "CodeLists", "Wording"], resources: ["Resources"]),
        room("Seal", in: "Core", uses: ["Domain", "Wording", "CSodium"]),
        room("Mathematics", in: "Core"),

        // Features: rules as values.
        room("Identity", in: "Features", uses: ["Domain", "Tabular", "Wording"]),
        room("Discharge", in: "Features", uses: ["Domain", "Tabular", "Wording", "CodeLists"], resources: ["Resources"]),
        room("Manifests", in: "Features", uses: ["Domain", "Tabular", "Ledger", "Wording"], resources: ["Resources"]),
        room("Returns", in: "Features", uses: ["Domain", "Tabular", "CodeLists", "Deadlines", "Ledger", "Wording"], resources: ["Resources"]),
        room("Rulings", in: "Features", uses: ["Domain", "Wording"]),
        room("Checks", in: "Features", uses: ["Domain", "Tabular", "CodeLists", "Wording", "Mathematics"], resources: ["Resources"]),
        room("Calculations", in: "Features", uses: ["Domain", "Tabular", "CodeLists", "Wording", "Notation"], resources: ["Resources"]),

        // Files: workbooks in and out.
        room("Workbooks", in: "Files", uses: ["Domain", "Tabular", "Wording", "CXlsx", "CZip", "CIsal", "CExpat"], resources: ["Resources"]),

        // Storage: the only rooms that know SQL.
        room("StorageCore", in: "Storage"),
        room("StorageSQLite", in: "Storage", uses: ["StorageCore", grdb, grdbSQLite]),
        room("StoragePostgres", in: "Storage", uses: ["StorageCore", "CPostgres", nioPosix]),
        room(
            "Stores", in: "Storage",
            uses: ["StorageCore", "Packing", "Domain", "Wording", "Ledger", "Seal", "Identity", "Manifests", "Discharge", "Returns", "Rulings", "Checks"]),

        // App: every verb a person or system can perform.
        room(
            "Operations", in: "App",
            uses: [
                "Stores", "StorageCore", "Domain", "Tabular", "CodeLists", "Ledger", "Seal", "Identity", "Manifests", "Discharge", "Returns", "Workbooks",
                "Rulings", "Checks", "Calculations", "Wording", "Deadlines",
                "CSodium",
            ]),
        room(
            "Demonstration", in: "App",
            uses: ["Operations", "Stores", "StorageCore", "Domain", "CodeLists", "Ledger", "Seal", "Identity", "Manifests", "Discharge", "Returns", "Wording"]),

        // Web: pages.
        room("Markup", in: "Web"),
        room("HTTPSupport", in: "Web", uses: ["Operations", "StorageCore", "Identity", "Domain", "Wording", "Markup", hummingbird, nio, logging, httpTypes]),
        room(
            "WebUI", in: "Web",
            uses: [
                "HTTPSupport", "Operations", "Stores", "Workbooks", "Tabular", "Markup", "Wording", "CodeLists", "Ledger", "Seal", "Manifests", "Discharge",
                "Returns", "Rulings", "Checks", "Calculations", "Notation", "Identity", "Deadlines", "Domain", "CQREncode", hummingbird,
            ], resources: ["Assets"]),
        room(
            "API", in: "Web",
            uses: [
                "HTTPSupport", "Operations", "Stores", "Manifests", "Discharge", "Returns", "Rulings", "Checks", "Calculations", "Notation", "Identity",
                "Ledger", "Seal",
                "CodeLists", "Wording", "Deadlines", "Domain", hummingbird, nio, logging, httpTypes,
            ]),

        // CLI: reads configuration, picks the driver.
        .executableTarget(
            name: "baitong",
            dependencies: [
                "API", "WebUI", "HTTPSupport", "Demonstration", "Operations", "Workbooks", "Stores", "StorageCore", "StorageSQLite", "StoragePostgres",
                "Identity", "Manifests", "Discharge", "Returns", "Calculations", "Notation", "Ledger", "Seal", "CodeLists", "Wording", "Domain", hummingbird,
                argumentParser, logging,
            ],
            path: "Sources/CLI", swiftSettings: [.swiftLanguageMode(.v6)]),

        // Tests: one target per room.
        .target(name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "LedgerSupport", dependencies: ["Domain", "Ledger", "TestSupport"], path: "Tests/LedgerSupport", swiftSettings: [.swiftLanguageMode(.v6)]),
        tests("Domain", uses: ["Domain"]),
        tests("Tabular", uses: ["Tabular"]),
        tests("Packing", uses: ["Packing"]),
        tests("CodeLists", uses: ["CodeLists", "Domain", "Tabular", "Wording"]),
        tests("Ledger", uses: ["Ledger", "Domain", "Wording", "TestSupport", "LedgerSupport"]),
        tests("Seal", uses: ["Seal", "Domain", "TestSupport"]),
        tests("Identity", uses: ["Identity", "Domain", "Tabular", "Wording", "TestSupport"], exclude: ["Resources"]),
        tests("Calculations", uses: ["Calculations", "CodeLists", "Notation", "Domain"], exclude: ["ghg_check.py", "inventory_check.py", "Resources"]),
        tests("Mathematics", uses: ["Mathematics"], exclude: ["mathematics_check.py"]),
        tests("Checks", uses: ["Checks", "Mathematics", "CodeLists", "Domain", "Tabular", "Wording", "TestSupport"], exclude: ["waste_check.py"]),
        tests("Manifests", uses: ["Manifests", "Ledger", "Domain", "Tabular", "Wording", "TestSupport", "LedgerSupport"]),
        tests("Discharge", uses: ["Discharge", "CodeLists", "Domain"]),
        tests("Deadlines", uses: ["Deadlines", "Domain"]),
        tests("Returns", uses: ["Returns", "Deadlines", "CodeLists", "Domain", "Ledger", "Tabular", "Wording", "TestSupport", "LedgerSupport"]),
        tests("Workbooks", uses: ["Workbooks", "Domain", "Tabular", "Wording", "TestSupport", "CZip"], resources: ["Resources"]),
        tests("StorageCore", uses: ["StorageCore"]),
        tests("StorageSQLite", uses: ["StorageSQLite", "StorageCore", "DatabaseSupport", "TestSupport", grdbSQLite]),
        tests("StoragePostgres", uses: ["StoragePostgres", "StorageCore", "DatabaseSupport"]),
        tests("Storage", uses: ["StorageCore", "DatabaseSupport"]),
        tests("Markup", uses: ["Markup"]),
        .target(
            name: "DatabaseSupport", dependencies: ["Stores", "StorageCore", "StorageSQLite", "StoragePostgres"], path: "Tests/DatabaseSupport",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "AppSupport",
            dependencies: [
                "DatabaseSupport", "Operations", "Stores", "StorageCore", "Domain", "CodeLists", "Ledger", "Seal", "Identity", "Manifests", "Discharge",
                "Returns",
                "Rulings",
                "TestSupport",
            ], path: "Tests/AppSupport", swiftSettings: [.swiftLanguageMode(.v6)]),
        tests(
            "Stores",
            uses: [
                "Stores", "StorageCore", "StorageSQLite", "DatabaseSupport", "Operations", "Domain", "Ledger", "Identity", "Manifests", "AppSupport",
                "TestSupport",
            ]),
        tests(
            "Operations",
            uses: [
                "StorageSQLite", "DatabaseSupport", "Operations", "Stores", "StorageCore", "Domain", "Tabular", "CodeLists", "Wording", "Ledger", "Seal",
                "Identity",
                "Manifests", "Discharge", "Returns", "Rulings", "Calculations", "Checks", "Workbooks", "AppSupport",
                "TestSupport",
            ], resources: ["Resources"]),
        .target(
            name: "WebSupport",
            dependencies: [
                "AppSupport", "HTTPSupport", "WebUI", "Operations", "Identity", "Domain", "Wording", "TestSupport", hummingbird, nio, nioEmbedded, logging,
                httpTypes,
            ],
            path: "Tests/WebSupport", swiftSettings: [.swiftLanguageMode(.v6)]),
        tests(
            "Demonstration",
            uses: [
                "Demonstration", "Operations", "Stores", "StorageCore", "DatabaseSupport", "Domain", "Identity", "Ledger", "Manifests", "CodeLists",
                "TestSupport",
            ]),
        tests(
            "HTTP",
            uses: [
                "Demonstration", "DatabaseSupport", "HTTPSupport", "WebUI", "WebSupport", "AppSupport", "Operations", "Stores", "StorageCore", "Domain",
                "Wording", "Identity", "Ledger", "Seal",
                "Manifests", "Discharge", "Returns", "Rulings", "Tabular", "Workbooks", "TestSupport", hummingbird, httpTypes,
            ]),
        tests(
            "API",
            uses: [
                "API", "Calculations", "Notation", "HTTPSupport", "WebUI", "WebSupport", "AppSupport", "Operations", "Stores", "StorageCore", "Domain",
                "Wording", "Identity", "Manifests",
                "Discharge",
                "Returns", "Seal", "TestSupport", hummingbird, httpTypes,
            ]),
        tests("Tidy", uses: ["Tabular"]),
        tests("WebUI", uses: ["WebUI", "Markup", "Wording", "Domain"]),
    ]
)

/// One room: a target whose sources stand in `Sources/<floor>/<name>`.
func room(_ name: String, in floor: String, uses: [Target.Dependency] = [], resources: [String] = []) -> Target {
    .target(
        name: name, dependencies: uses, path: "Sources/\(floor)/\(name)",
        resources: resources.map { .copy($0) }, swiftSettings: [.swiftLanguageMode(.v6)])
}

/// The tests of one room, in `Tests/<name>Tests`.
func tests(_ name: String, uses: [Target.Dependency], exclude: [String] = [], resources: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: uses, path: "Tests/\(name)Tests", exclude: exclude,
        resources: resources.map { .copy($0) }, swiftSettings: [.swiftLanguageMode(.v6)])
}
