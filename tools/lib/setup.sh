# SPDX-License-Identifier: Apache-2.0
# The steps of tools/setup; tools/demo and tools/test begin with them.
# shellcheck shell=bash

# setup_steps build|test
setup_steps() {
  local need=2500 packages=("${BUILD_PACKAGES[@]}")
  if [ "$1" = test ]; then
    need=4500
    packages+=("${TEST_PACKAGES[@]}")
  fi
  run_step 'machine' check_machine "$need" || return
  # shellcheck disable=SC2046  # one word each
  run_step 'Debian packages' install_packages "${packages[@]}" $(npm_packages) || return
  run_step "cpp-httplib $HTTPLIB_VERSION" fetch_httplib || return
  run_step "Dear ImGui $IMGUI_VERSION" fetch_imgui || return
  run_step "Catch2 $CATCH2_VERSION" fetch_catch2 || return
  run_step 'fonts of the kiosk' make_fonts || return
  run_step "Node $NODE_MAJOR" fetch_node || return
  use_node
  run_step 'npm packages of web/' install_web_packages || return
}
