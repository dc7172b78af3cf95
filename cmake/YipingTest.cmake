# SPDX-License-Identifier: Apache-2.0

# yiping_add_test(<target> LABEL <core|abi|collector|...> SOURCES <file>... [LIBRARIES <target>...]
#                 [SPEC <tests>])
# A Catch2 program; each of its cases becomes one ctest test with that label.
include("${YIPING_DEPS_DIR}/catch2/usr/lib/cmake/Catch2/Catch.cmake")

function(yiping_add_test target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;SPEC" "SOURCES;LIBRARIES")
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE yiping_flags ${arg_LIBRARIES} yiping::catch2)
  # What they test is checked for undefined behaviour; in the tests themselves, full of expanded
  # macros, that costs a third of the time to compile.
  if(YIPING_SANITIZE)
    set_property(
      SOURCE ${arg_SOURCES}
      APPEND
      PROPERTY COMPILE_OPTIONS -fno-sanitize=undefined)
  endif()
  target_compile_definitions(${target} PRIVATE YIPING_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  catch_discover_tests(
    ${target}
    TEST_SPEC ${arg_SPEC}
    TEST_PREFIX "${target}: "
    DISCOVERY_MODE PRE_TEST
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 120)
endfunction()
