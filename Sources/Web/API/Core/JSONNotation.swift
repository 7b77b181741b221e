// SPDX-License-Identifier: Apache-2.0

// JSON is the API's own language: whoever imports the API speaks it too.
@_exported import Notation
