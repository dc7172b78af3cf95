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

# The commit that what is being worked on is compared with.
tidy_base() {
  local main
  if main=$(git rev-parse -q --verify origin/main) && [ "$main" != "$(git rev-parse HEAD)" ]; then
    git merge-base HEAD "$main"
  else
    git rev-parse -q --verify HEAD~1 || git rev-parse HEAD
  fi
}

# tidy_changed TREE: sources that changed, and for each header that did, the source of its name,
# else the first that includes it; only what TREE compiles.
tidy_changed() {
  local file name base source
  base=$(tidy_base) || return
  {
    git diff --name-only --diff-filter=d "$base" -- '*.cpp' '*.hpp' '*.h'
    git ls-files --others --exclude-standard -- '*.cpp' '*.hpp' '*.h'
  } | while IFS= read -r file; do
    case "$file" in
      *.cpp) printf '%s\n' "$file" ;;
      *)
        name=$(basename "$file")
        source=$(git ls-files --cached --others --exclude-standard -- "*/${name%.*}.cpp" | head -n 1)
        [ -n "$source" ] || source=$(git grep -l --untracked -F "/$name\"" -- '*.cpp' | head -n 1)
        [ -z "$source" ] || printf '%s\n' "$source"
        ;;
    esac
  done | sort -u | tidy_compiled "$1"
}

# tidy_compiled TREE: of the files on the input, those with a command in TREE.
tidy_compiled() {
  grep -xFf <(sed -n 's|^ *"file": "'"$ROOT"'/\(.*\)",\{0,1\}$|\1|p' "$1/compile_commands.json")
}

# lint_tidy [--all]: a configured tree is enough. YIPING_TIDY_TREE names another than build/dev.
lint_tidy() {
  local tree=${YIPING_TIDY_TREE:-$BUILD/dev} files started
  [ -f "$tree/compile_commands.json" ] || cmake --preset dev -B "$tree" >/dev/null ||
    die 'cmake could not configure preset dev' 'run tools/setup, then try again'
  if [ "${1:-}" = --all ]; then
    mapfile -t files < <(our_files '*.cpp' | tr '\0' '\n' | tidy_compiled "$tree")
  else
    mapfile -t files < <(tidy_changed "$tree")
  fi
  if [ "${#files[@]}" -eq 0 ]; then
    skipped 'no C++ source changed'
    return
  fi
  started=$(now_ms)
  printf '%s\0' "${files[@]}" |
    xargs -0 -n 1 -P "$JOBS" clang-tidy-14 -p "$tree" --quiet || return
  note "${#files[@]} files in $(as_seconds "$(($(now_ms) - started))")"
}

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
