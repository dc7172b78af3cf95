// SPDX-License-Identifier: Apache-2.0
// What an operator changes in the store by a command, whether the collector runs or not. A running
// one has the file to itself: it takes orders at a socket that only its own user can reach.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "collector/config.hpp"
#include "collector/context.hpp"
#include "collector/http.hpp"
#include "host/json.hpp"

namespace yiping::collector {

/// Orders are JSON: `{"order": "staff.put", …}`. Of the answer, `lines` is for the operator.
/// Throws host::OperatorError for what cannot be done, in Chinese and English.
[[nodiscard]] host::Json administer(Store& store, const host::Json& order);

/// By the collector that runs on this configuration, or else in its store.
[[nodiscard]] host::Json administer(const Config& config, const host::Json& order);

/// Reads the configuration anew. Empty, or what is wrong with it.
using Reload = std::function<std::string()>;

/// Of the running collector on this configuration: throws host::OperatorError with what is wrong,
/// also when none runs.
void ask_to_reload(const Config& config);

/// What is served at control_socket().
[[nodiscard]] std::vector<Route> control_routes(Context& context, Reload reload);

/// "…/control.sock" in the folder of the data; empty where that is too long for a socket.
[[nodiscard]] std::string control_socket(const Config& config);

}  // namespace yiping::collector
