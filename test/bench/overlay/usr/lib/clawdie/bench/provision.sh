#!/bin/sh
# The provisioning of a box as a plain script, up to (not including) the start of the assistant.
set -eu
started=$(cut -d' ' -f1 /proc/uptime)
say() { printf 'clawdie: %s\r\n' "$1" >/dev/ttyS0; }
trap 'say "RESULT {\"schema\":1,\"stage\":\"firstboot\",\"state\":\"stopped\"}"; cat /run/bench.log >/dev/ttyS0' EXIT
bin=/usr/lib/postgresql/17/bin
data=/var/lib/clawdie/postgres/pgdata
node=/usr/lib/clawdie/node/bin/node
openclaw=/usr/lib/clawdie/openclaw/node_modules/openclaw/openclaw.mjs

hostname clawdie
ln -sf /usr/share/zoneinfo/UTC /etc/localtime
useradd --create-home --shell /bin/bash --groups sudo,adm clawdie
useradd --system --no-create-home --shell /usr/sbin/nologin clawdie-runtime
useradd --system --no-create-home --shell /usr/sbin/nologin clawdie-control
chmod 755 /var/lib/clawdie/postgres
chown postgres:postgres $data /var/lib/clawdie/postgres/pgwal
chmod 700 $data /var/lib/clawdie/postgres/pgwal
install -d -m 755 /etc/clawdie/postgres /etc/clawdie/runtime /run/postgresql
chown postgres:postgres /run/postgresql
for folder in runtime runtime/home runtime/state runtime/tmp runtime/workspace; do
	install -d -o clawdie-runtime -g clawdie-runtime -m 700 /var/lib/clawdie/$folder
done
install -d -o clawdie-control -g clawdie-control -m 700 /var/lib/clawdie/control
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
rc-update add ssh default
rc-service ssh start
rc-update add chrony default
rc-service chrony start
su postgres -s /bin/sh -c "$bin/initdb --pgdata=$data --waldir=/var/lib/clawdie/postgres/pgwal/wal --encoding=UTF8 \
	--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C.UTF-8 --auth-local=peer --data-checksums"
cat >/etc/clawdie/postgres/postgresql.conf <<-CONF
	listen_addresses = ''
	unix_socket_directories = '/run/postgresql'
	hba_file = '$data/pg_hba.conf'
	ident_file = '$data/pg_ident.conf'
CONF
printf 'local all all peer map=box\n' >$data/pg_hba.conf
printf 'box postgres postgres\nbox root postgres\n' >$data/pg_ident.conf
rc-update add postgresql default
rc-service postgresql start
/usr/lib/clawdie/bin/database-ready 120
for name in system_ops system_brain system_skills; do
	psql -X -q -h /run/postgresql -U postgres -d postgres -c "CREATE ROLE $name LOGIN"
	psql -X -q -h /run/postgresql -U postgres -d postgres -c "CREATE DATABASE $name OWNER postgres"
	psql -X -q -h /run/postgresql -U postgres -d postgres -c "REVOKE CONNECT ON DATABASE $name FROM PUBLIC"
done
psql -X -q -h /run/postgresql -U postgres -d system_brain -c 'CREATE EXTENSION vector'
for file in openclaw.json secrets.json telegram.token; do
	install -o clawdie-runtime -g clawdie-runtime -m 600 /usr/lib/clawdie/bench/runtime/$file /etc/clawdie/runtime/$file
done
# The compiled code of the image, for both checks and the start.
compiled=$(find /usr/lib/clawdie/compiled -name '*.tar' -printf '%P')
cache=/var/lib/clawdie/runtime/tmp/node-compile-cache/openclaw/${compiled%.tar}
mkdir -p "$cache"
tar -x -f "/usr/lib/clawdie/compiled/$compiled" -C "$cache"
chown -R clawdie-runtime:clawdie-runtime /var/lib/clawdie/runtime/tmp
# The same two checks by the assistant's own program, side by side as our first boot runs them.
check() {
	setpriv --reuid clawdie-runtime --regid clawdie-runtime --clear-groups env -i PATH=/usr/bin:/bin \
		HOME=/var/lib/clawdie/runtime/home TMPDIR=/var/lib/clawdie/runtime/tmp MALLOC_ARENA_MAX=1 NODE_COMPILE_CACHE_PORTABLE=1 \
		OPENCLAW_STATE_DIR=/var/lib/clawdie/runtime/state OPENCLAW_CONFIG_PATH=/etc/clawdie/runtime/openclaw.json \
		OPENCLAW_CONFIG_READONLY=1 OPENCLAW_OFFLINE=1 OPENCLAW_NO_RESPAWN=1 $node $openclaw "$@" >/dev/null 2>&1 || :
}
check config validate --json &
check security audit --json
wait
trap - EXIT
say "BENCH provision $(awk -v a="$started" '{print $1 - a}' /proc/uptime)"
say 'RESULT {"schema":1,"stage":"firstboot","state":"ready"}'
