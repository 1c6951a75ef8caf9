#!/bin/sh
# A PostgreSQL of Debian's for the tests, in a directory of its own, on a free loopback port.
#
#   tools/checks/postgres.sh start [DIR]   starts it (installing it first where root may) and prints its URL
#   tools/checks/postgres.sh stop [DIR]    stops it and deletes DIR
#
# Exits 3, having said why, where PostgreSQL cannot be had: tests that need it are to be skipped then.
set -eu

command=${1:?is missing: start or stop}
directory=${2:-${TMPDIR:-/tmp}/chamelaion-postgres}

newest_bin() {
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

bin=$(newest_bin)
if [ -z "$bin" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2 || true
  bin=$(newest_bin)
fi
if [ -z "$bin" ]; then
  echo "PostgreSQL is not installed here: what needs it is skipped." >&2
  exit 3
fi

case $command in
start)
  # What an earlier run left, running or not.
  [ ! -d "$directory/data" ] || "$0" stop "$directory" || true
  port=$(node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})")
  mkdir -p "$directory"
  [ "$(id -u)" = 0 ] && chown postgres "$directory"
  cd "$directory"
  as_server "$bin/initdb" --auth=trust --username=postgres --encoding=UTF8 --no-sync -D "$directory/data" >&2
  as_server "$bin/pg_ctl" -D "$directory/data" -l "$directory/log" -w \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=off" start >&2
  echo "postgres://postgres@127.0.0.1:$port/postgres"
  ;;
stop)
  [ -d "$directory/data" ] || exit 0
  as_server "$bin/pg_ctl" -D "$directory/data" -m immediate stop >&2 || true
  rm -rf "$directory"
  ;;
*)
  echo "unknown command: $command" >&2
  exit 2
  ;;
esac
