#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, checks the formatting, runs every test.
# Last line: N passed, N failed, N skipped. Exit code 0 only if everything passed.
set -uo pipefail
cd "$(dirname "$0")/.."

# Every commit of a test waits for the disk; where memory has room for the files of the tests, it answers at once.
room() { [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 4000000 ] && [ "$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)" -gt 8000000 ]; }
if room; then
  work=$(mktemp -d -p /dev/shm)
else
  work=$(mktemp -d)
fi
mkdir "$work/tmp"
export TMPDIR="$work/tmp"
postgres_bin=""
cleanup() {
  [ -n "$postgres_bin" ] && as_postgres "$postgres_bin/pg_ctl" -D "$work/postgres/data" -m immediate stop >/dev/null 2>&1
  rm -rf "$work"
}
trap cleanup EXIT

say() { printf '\n== %s\n' "$*"; }
stop() { say "$1"; echo "0 passed, 1 failed"; exit 1; }
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }
find_postgres() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

command -v dotnet >/dev/null || stop "The .NET 10 SDK is missing: see https://dot.net"
command -v npm >/dev/null || stop "Node.js 20 or later, with npm, is missing: see https://nodejs.org"

missing=()
command -v chromium >/dev/null || missing+=(chromium)
[ -n "$(find_postgres)" ] || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  say "Installing ${missing[*]}"
  { root apt-get update -qq && DEBIAN_FRONTEND=noninteractive root apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 || tail -n 5 "$work/apt.log"
fi

postgres_bin=$(find_postgres)
if [ -n "$postgres_bin" ]; then
  say "Starting PostgreSQL"
  port=$((20000 + RANDOM % 20000))
  mkdir -p "$work/postgres" && chmod 755 "$work"
  [ "$(id -u)" = 0 ] && chown postgres "$work/postgres"
  if as_postgres "$postgres_bin/initdb" -D "$work/postgres/data" -A trust -U postgres -E UTF8 >"$work/postgres.log" 2>&1 \
    && as_postgres "$postgres_bin/pg_ctl" -w -D "$work/postgres/data" -l "$work/postgres/server.log" \
      -o "-p $port -k $work/postgres -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off" start >>"$work/postgres.log" 2>&1; then
    export PHDTRACKER_TEST_POSTGRESQL="Host=127.0.0.1;Port=$port;Username=postgres"
  else
    tail -n 5 "$work/postgres.log"
    postgres_bin=""
  fi
fi
[ -n "$postgres_bin" ] || echo "PostgreSQL could not be started: its tests are skipped."
if command -v chromium >/dev/null; then
  PHDTRACKER_TEST_CHROMIUM=$(command -v chromium)
  export PHDTRACKER_TEST_CHROMIUM
else
  echo "Chromium could not be installed: the browser tests are skipped."
fi

# An SMTP server from npm, for the test that reads mail back.
npm ci --prefix tests/PhdTracker.Web.Tests --no-audit --no-fund --loglevel=error >"$work/npm.log" 2>&1 || { tail -n 3 "$work/npm.log"; echo "maildev could not be installed: the test with a mail server is skipped."; }

say "Building"
dotnet build PhdTracker.sln -v quiet -nologo -clp:NoSummary -m:2 || stop "The build failed."
say "Checking the formatting"
# Style and analyzers are errors of the build already.
dotnet format whitespace . --folder --verify-no-changes || stop "Run 'dotnet format' and look at what it changed."

failed_run=0
for project in tests/*.Tests/; do
  name=$(basename "$project")
  say "$name"
  dotnet test "$project" --no-build -nologo --results-directory "$work/results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" || failed_run=1
  [ -f "$work/results/$name.trx" ] || { echo "$name did not report its results."; failed_run=1; }
done

total=0 passed=0 failed=0
for result in "$work"/results/*.trx; do
  counters=$(grep -o '<Counters [^>]*>' "$result" | head -n 1)
  value() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
  total=$((total + $(value total))) passed=$((passed + $(value passed))) failed=$((failed + $(value failed)))
done
skipped=$((total - passed - failed))
if [ "$skipped" -gt 0 ]; then
  say "Skipped"
  grep -ho '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*>' "$work"/results/*.trx | sed -E 's/.* testName="([^"]*)".*/\1/' | sort
fi
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$failed_run" = 0 ] && [ "$passed" -gt 0 ]
