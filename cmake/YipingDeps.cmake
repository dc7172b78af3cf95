# SPDX-License-Identifier: Apache-2.0
# Third-party libraries as `yiping::<name>`: from Debian packages, and from build/deps (tools/setup).
# All are SYSTEM: our warnings judge our code only.

include(FindPkgConfig)
set(YIPING_DEPS_DIR "${PROJECT_SOURCE_DIR}/build/deps" CACHE PATH "Where tools/setup put sources")
set(YIPING_SETUP_HINT "run tools/setup")

# yiping_header_dep(<name> <file> <folder>...)
function(yiping_header_dep name file)
  find_path(YIPING_${name}_DIR ${file} PATHS ${ARGN})
  if(NOT YIPING_${name}_DIR)
    message(FATAL_ERROR "${file} not found: ${YIPING_SETUP_HINT}")
  endif()
  mark_as_advanced(YIPING_${name}_DIR)
  add_library(yiping_dep_${name} INTERFACE IMPORTED GLOBAL)
  if(NOT YIPING_${name}_DIR STREQUAL "/usr/include")
    target_include_directories(yiping_dep_${name} SYSTEM INTERFACE "${YIPING_${name}_DIR}")
  endif()
  add_library(yiping::${name} ALIAS yiping_dep_${name})
endfunction()

# yiping_library_dep(<name> <pkg-config module>)
function(yiping_library_dep name module)
  pkg_check_modules(YIPING_${name} QUIET IMPORTED_TARGET GLOBAL ${module})
  if(NOT YIPING_${name}_FOUND)
    message(FATAL_ERROR "${module} not found: ${YIPING_SETUP_HINT}")
  endif()
  add_library(yiping::${name} ALIAS PkgConfig::YIPING_${name})
endfunction()

find_package(Threads REQUIRED)
add_library(yiping::threads ALIAS Threads::Threads)

yiping_header_dep(json nlohmann/json.hpp)
yiping_header_dep(cli11 CLI/CLI.hpp)
yiping_header_dep(httplib httplib.h "${YIPING_DEPS_DIR}/cpp-httplib" NO_DEFAULT_PATH)

yiping_library_dep(postgresql libpq)
yiping_library_dep(sqlite sqlite3)
yiping_library_dep(crypto libcrypto)
yiping_library_dep(ssl libssl)
yiping_library_dep(argon2 libargon2)
yiping_library_dep(brotli libbrotlienc)
yiping_library_dep(qrencode libqrencode)
yiping_library_dep(spdlog spdlog)
yiping_library_dep(prometheus prometheus-cpp-core)

yiping_header_dep(csv csv.h)
find_library(YIPING_csv csv REQUIRED)
target_link_libraries(yiping_dep_csv INTERFACE ${YIPING_csv})

option(YIPING_KIOSK "The kiosk: needs Dear ImGui, SDL2, Pango" ON)
yiping_library_dep(curl libcurl)
if(YIPING_KIOSK)
  yiping_library_dep(sdl sdl2)
  yiping_library_dep(freetype freetype2)
  yiping_library_dep(pango pangocairo)
  yiping_header_dep(googlepinyin googlepinyin/pinyinime.h)
  find_library(YIPING_googlepinyin googlepinyin REQUIRED)
  target_link_libraries(yiping_dep_googlepinyin INTERFACE ${YIPING_googlepinyin})

  # Compiled once by tools/setup; the definitions are those of cmake/imgui/CMakeLists.txt.
  yiping_header_dep(imgui imgui.h "${YIPING_DEPS_DIR}/imgui" NO_DEFAULT_PATH)
  target_compile_definitions(
    yiping_dep_imgui INTERFACE IMGUI_ENABLE_FREETYPE IMGUI_USE_WCHAR32 IMGUI_DISABLE_OBSOLETE_FUNCTIONS
                               IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS)
  target_link_libraries(
    yiping_dep_imgui INTERFACE "${YIPING_DEPS_DIR}/imgui-build/libyiping_imgui.a" yiping::freetype)
  yiping_header_dep(imgui_window imgui_impl_sdl2.h "${YIPING_DEPS_DIR}/imgui/backends"
                    NO_DEFAULT_PATH)
  target_link_libraries(
    yiping_dep_imgui_window
    INTERFACE "${YIPING_DEPS_DIR}/imgui-build/libyiping_imgui_window.a" yiping_dep_imgui yiping::sdl)
endif()

# Debian's backport keeps the libraries in usr/lib, not in the architecture's folder.
yiping_header_dep(catch2_headers catch2/catch_all.hpp "${YIPING_DEPS_DIR}/catch2/usr/include"
                  NO_DEFAULT_PATH)
foreach(part IN ITEMS Catch2 Catch2Main)
  find_library(YIPING_${part} ${part} PATHS "${YIPING_DEPS_DIR}/catch2/usr/lib" NO_DEFAULT_PATH)
  if(NOT YIPING_${part})
    message(FATAL_ERROR "${part} not found: ${YIPING_SETUP_HINT}")
  endif()
endforeach()
add_library(yiping_dep_catch2 INTERFACE IMPORTED GLOBAL)
target_link_libraries(yiping_dep_catch2 INTERFACE yiping_dep_catch2_headers ${YIPING_Catch2Main}
                                                  ${YIPING_Catch2})
add_library(yiping::catch2 ALIAS yiping_dep_catch2)

yiping_header_dep(rapidcheck rapidcheck.h)
find_library(YIPING_rapidcheck rapidcheck)
if(NOT YIPING_rapidcheck)
  message(FATAL_ERROR "librapidcheck not found: ${YIPING_SETUP_HINT}")
endif()
target_link_libraries(yiping_dep_rapidcheck INTERFACE ${YIPING_rapidcheck})
