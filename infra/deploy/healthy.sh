#!/bin/bash
# Succeeds if the service on the given port of this container is ready. The Java image has neither curl nor wget.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /actuator/health HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$1" >&3
IFS= read -r -t 4 status <&3
[[ "$status" == HTTP/1.*' 200'* ]]
