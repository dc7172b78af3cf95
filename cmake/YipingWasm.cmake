# SPDX-License-Identifier: Apache-2.0
# build/wasm/core.wasm: the core and its C ABI. build/wasm/vectors.wasm: the rest of the core, for
# tests. Both stand alone (the only import is WASI's proc_exit).

# yiping_standalone_wasm(<target> <name> <bytes of memory>)
# The suffix makes em++ write the module alone, without generated script.
function(yiping_standalone_wasm target name memory)
  target_link_options(
    ${target}
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
    -sINITIAL_MEMORY=${memory}
    -sTOTAL_STACK=65536)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .wasm
                                             RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()

# The web build optimises it.
add_executable(core_wasm "${PROJECT_SOURCE_DIR}/cmake/empty.cpp")
target_link_libraries(core_wasm PRIVATE yiping_flags yiping_abi yiping_core)
yiping_standalone_wasm(core_wasm core 524288)

add_subdirectory(tests/vectors)
