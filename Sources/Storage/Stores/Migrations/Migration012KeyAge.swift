// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Keys of commands are forgotten by their age.
let keyAge = Migration(number: 12, name: "keyAge", statements: [.both("CREATE INDEX done_command_by_age ON done_command (at)")])
