# SPDX-License-Identifier: Apache-2.0
# The checks of `tools/test lint`.
# shellcheck shell=bash

# Files that git knows or would add, by pathspec.
our_files() { git ls-files -z --cached --others --exclude-standard -- "$@" | sort -zu; }

cpp_files() { our_files '*.cpp' '*.hpp' '*.h' '*.c'; }

# A script without a suffix is known by its first line.
shell_files() {
  our_files '*.sh'
  our_files 'tools/*' '.ci/*' 'tests/*' | xargs -0 -r grep -lZ -m 1 -E '^#!.*\b(ba)?sh$'
}

# clang-format 14, because another version formats differently.
lint_format() { cpp_files | xargs -0 -r clang-format-14 --dry-run -Werror; }

lint_rules() { use_node && node tools/lint.d/run.mjs "$1"; }

lint_shell() { shell_files | sort -zu | xargs -0 -r shellcheck -x; }

web_tool() {
  use_node
  cd "$ROOT/web" && PATH="$PWD/node_modules/.bin:$PATH" "$@"
}

lint_types() { web_tool tsc --noEmit; }

lint_scripts() { web_tool npm run --silent lint; }

lint_prettier() { web_tool prettier --check .; }

fix_formatting() {
  cpp_files | xargs -0 -r clang-format-14 -i
  web_tool prettier --log-level warn --write .
}
