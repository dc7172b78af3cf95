// SPDX-License-Identifier: Apache-2.0
// core.wasm consists of the libraries alone; CMake wants one source for a target.
