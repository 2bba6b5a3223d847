#!/usr/bin/env bash
# How many descriptor recommendations a second does the service answer over HTTP, compared with a bare JSON echo on the
# same Quarkus, in the same run and on the same cores? Needs a JDK 25, Maven and wrk (Debian: apt-get install wrk).
#
#   src/bench/http/run.sh [rounds] [seconds per round and service]     default: 5 10
#
# The services take turns, so that a machine that becomes slower during the run slows all of them.
set -euo pipefail
cd "$(dirname "$0")/../../.."

rounds=${1:-5}
seconds=${2:-10}
connections=32
service_port=18180
echo_port=18181
management_port=18190
here=src/bench/http

if ! command -v wrk > /dev/null; then
    echo "wrk is missing. On Debian or Ubuntu: apt-get install wrk" >&2
    exit 2
fi

# Prints the java command of the first JDK that is new enough.
find_java() {
    local candidate version
    for candidate in "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
        [[ -x "$candidate" ]] || continue
        version=$("$candidate" -XshowSettings:properties -version 2>&1 |
            sed -n 's/^ *java.specification.version = //p')
        if [[ "${version%%.*}" -ge 25 ]]; then
            echo "$candidate"
            return
        fi
    done
    echo "No java 25 or newer found; set JAVA_HOME." >&2
    exit 2
}

java=$(find_java)
quarkus=$(sed -n 's:.*<quarkus.version>\(.*\)</quarkus.version>.*:\1:p' pom.xml)
work=$(mktemp -d)
pids=()
stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2> /dev/null && wait "$pid" 2> /dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT

echo "Building the service and the echo ..."
mvn -B -q package -Dmaven.test.skip=true -Djacoco.skip=true
mvn -B -q -f $here/echo package -Dquarkus.version="$quarkus"

AMORSIZE_HTTP_PORT=$service_port AMORSIZE_MANAGEMENT_PORT=$management_port AMORSIZE_DATA_DIR="$work/data" \
    "$java" --enable-native-access=ALL-UNNAMED -jar target/quarkus-app/quarkus-run.jar > "$work/service.log" 2>&1 &
pids+=($!)
QUARKUS_HTTP_PORT=$echo_port "$java" -jar $here/echo/target/quarkus-app/quarkus-run.jar > "$work/echo.log" 2>&1 &
pids+=($!)

names=(recommendation echo-event-loop echo-worker)
urls=("http://127.0.0.1:$service_port/v1/recommendations?detail=summary"
    "http://127.0.0.1:$echo_port/event-loop"
    "http://127.0.0.1:$echo_port/worker")

# One request to each, until it is answered.
body=$(sed -n "s/^wrk.body = '\(.*\)'$/\1/p" $here/descriptor.lua)
for url in "${urls[@]}"; do
    answered=no
    for _ in $(seq 120); do
        if curl -sf -o "$work/answer" -H 'Content-Type: application/json' -d "$body" "$url"; then
            answered=yes
            break
        fi
        sleep 0.25
    done
    if [[ $answered == no ]]; then
        echo "$url does not answer:" >&2
        tail -20 "$work"/*.log >&2
        exit 1
    fi
done

# Requests per second of one turn; any answer that is not a success ends the run.
turn() {
    wrk -t 2 -c $connections -d "${seconds}s" -s $here/descriptor.lua "$1" > "$work/wrk.txt"
    if grep -E 'Non-2xx|Socket errors' "$work/wrk.txt" >&2; then
        return 1
    fi
    sed -n 's/^Requests\/sec: *//p' "$work/wrk.txt"
}

echo "Warming up ..."
for url in "${urls[@]}"; do
    turn "$url" > /dev/null
    turn "$url" > /dev/null
done

for round in $(seq "$rounds"); do
    line="Round $round:"
    for i in "${!names[@]}"; do
        rate=$(turn "${urls[$i]}")
        echo "$rate" >> "$work/${names[$i]}.txt"
        line+="  ${names[$i]} $rate/s"
    done
    echo "$line"
done

# Median, least and greatest of a file of numbers.
summary() {
    sort -g "$1" | awk '{v[NR] = $1} END {
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf "%.0f %.0f %.0f\n", m, v[1], v[NR]}'
}

echo
echo "Set-up"
echo "  CPU      $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) logical processors"
echo "  System   $(uname -sr)"
echo "  Java     $("$java" -version 2>&1 | sed -n 2p)"
echo "  Quarkus  $quarkus"
echo "  wrk      $(wrk -v 2>&1 | head -1 | cut -d' ' -f2), $connections connections, 2 threads, on the same cores"
echo "  Rounds   $rounds of $seconds s each, after 2 warm-up turns of $seconds s"
echo
printf '%-16s %12s %12s %12s\n' "requests/s" median least greatest
for name in "${names[@]}"; do
    read -r median least greatest < <(summary "$work/$name.txt")
    printf '%-16s %12s %12s %12s\n' "$name" "$median" "$least" "$greatest"
done
for name in echo-event-loop echo-worker; do
    paste "$work/recommendation.txt" "$work/$name.txt" | awk '{printf "%.4f\n", $1 / $2}' > "$work/ratio.txt"
    sort -g "$work/ratio.txt" | awk -v name="$name" '{v[NR] = $1} END {
        m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
        printf "recommendation / %s, by round: median %.2f, %.2f to %.2f\n", name, m, v[1], v[NR]}'
done
