// SPDX-License-Identifier: Apache-2.0

import StorageCore

extension SettingStore {
    /// Sets a setting, whatever it was before.
    public func set(_ key: String, to value: String) throws {
        try session.execute("INSERT INTO setting (key, value) VALUES (\(key), \(value)) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    }

    /// Forgets a setting; one that is not there is no error.
    public func remove(_ key: String) throws { try session.execute("DELETE FROM setting WHERE key = \(key)") }
}
