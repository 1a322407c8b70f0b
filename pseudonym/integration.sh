#!/usr/bin/env bash
# Starts a real PostgreSQL and a real Redis on temporary directories and free ports, runs the tests with build tag
# "integration" of this folder against them, and ends both. Needs Debian's packages postgresql and redis-server.
# Usage: bash pseudonym/integration.sh [arguments of go test]
#        bash pseudonym/integration.sh -- command …   runs command with DECKNAME_TEST_POSTGRES and DECKNAME_TEST_REDIS set
set -euo pipefail
cd "$(dirname "$0")"

pgbin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$pgbin" ] || pgbin=$(dirname "$(command -v initdb)")
dir=$(mktemp -d)
chmod 755 "$dir"
free_port() { perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'; }
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }

pgport=$(free_port)
mkdir "$dir/pg" "$dir/redis"
[ "$(id -u)" != 0 ] || chown postgres: "$dir/pg"
cleanup() {
	as_postgres "$pgbin/pg_ctl" -D "$dir/pg/data" -m immediate -s stop || true
	[ ! -f "$dir/redis/pid" ] || kill -9 "$(cat "$dir/redis/pid")" || true # its data goes with it
	rm -rf "$dir" || { sleep 1; rm -rf "$dir" || true; }
}
trap cleanup EXIT
as_postgres "$pgbin/initdb" -D "$dir/pg/data" -A trust -U deckname >"$dir/initdb.log"
as_postgres "$pgbin/pg_ctl" -D "$dir/pg/data" -s -w -l "$dir/pg/log" \
	-o "-p $pgport -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir/pg -c max_connections=200 -c shared_buffers=256MB" start

redisport=$(free_port)
server=$(command -v redis-server || command -v valkey-server)
"$server" --port "$redisport" --bind 127.0.0.1 --dir "$dir/redis" --daemonize yes --pidfile "$dir/redis/pid" --logfile "$dir/redis/log" \
	--appendonly yes --appendfsync always --maxmemory-policy noeviction --save "" >/dev/null
for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$redisport") 2>/dev/null && break; sleep 0.1; done

export DECKNAME_TEST_POSTGRES="postgres://deckname@127.0.0.1:$pgport/postgres?sslmode=disable"
export DECKNAME_TEST_REDIS="redis://127.0.0.1:$redisport/0"
export DECKNAME_TEST_POSTGRES_DATA="$dir/pg/data" DECKNAME_TEST_POSTGRES_CTL="$pgbin/pg_ctl" DECKNAME_TEST_REDIS_DATA="$dir/redis"
if [ "${1:-}" = -- ]; then
	shift
	"$@"
else
	go test -tags integration -count=1 -timeout 20m "$@" ./...
fi
