# SPDX-License-Identifier: Apache-2.0
# What all our targets are compiled with: link `yiping_flags`.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)

option(YIPING_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(YIPING_FUZZ "Targets for libFuzzer instead of replays of their corpora; needs clang" OFF)
option(YIPING_LTO "Link-time optimisation" OFF)

add_library(yiping_flags INTERFACE)
target_compile_options(
  yiping_flags
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror
            $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>)
target_include_directories(yiping_flags INTERFACE "${PROJECT_SOURCE_DIR}/core/include")

if(YIPING_SANITIZE)
  # No recovery: a finding ends the test, so that it cannot pass. The library's own checks find what
  # stays inside an allocation: an index past the end of an array, a value that is not there.
  target_compile_definitions(yiping_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:_GLIBCXX_ASSERTIONS>)
  target_compile_options(yiping_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  target_link_options(yiping_flags INTERFACE -fsanitize=address,undefined)
endif()

if(YIPING_FUZZ)
  target_compile_options(yiping_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(YIPING_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

if(EMSCRIPTEN)
  target_compile_options(yiping_flags INTERFACE -Oz -flto)
endif()

find_program(YIPING_CCACHE ccache)
if(YIPING_CCACHE AND NOT EMSCRIPTEN)
  set(CMAKE_C_COMPILER_LAUNCHER "${YIPING_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${YIPING_CCACHE}")
endif()
