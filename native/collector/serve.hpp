// SPDX-License-Identifier: Apache-2.0
// A collector from start to stop, through every new configuration in between.
#pragma once

#include "collector/config.hpp"

namespace yiping::collector {

/// Until SIGTERM or SIGINT; SIGHUP, or an order to reload, reads the configuration's file anew:
/// what listens stays, requests under way are finished by the old configuration, and one that is
/// faulty changes nothing. `accept` throws for one that must not be served; the first was asked
/// about already.
void serve(Config config, void (*accept)(const Config&));

}  // namespace yiping::collector
