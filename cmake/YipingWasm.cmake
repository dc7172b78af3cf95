# SPDX-License-Identifier: Apache-2.0
# build/wasm/core.wasm: the core and its C ABI, stand-alone (the only import is WASI's proc_exit).
# The suffix makes em++ write the module alone, without generated script. The web build optimises it.

add_executable(core_wasm "${PROJECT_SOURCE_DIR}/cmake/empty.cpp")
target_link_libraries(core_wasm PRIVATE yiping_flags yiping_abi yiping_core)
target_link_options(
  core_wasm
  PRIVATE
  -Oz
  -flto
  -fno-exceptions
  -fno-rtti
  --no-entry
  -sSTANDALONE_WASM=1
  -sMALLOC=emmalloc
  -sFILESYSTEM=0
  -sALLOW_MEMORY_GROWTH=0
  -sINITIAL_MEMORY=524288
  -sTOTAL_STACK=65536)
set_target_properties(core_wasm PROPERTIES OUTPUT_NAME core SUFFIX .wasm
                                           RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
