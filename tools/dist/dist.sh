# shellcheck shell=bash
# Sourced by the launcher: makes target/dist/switchboard-VERSION.tar.gz. The same sources give the same bytes: they are compiled in an
# empty folder, and the archive has no times, owners or order of its own.

services=(ingress ivr-streams disposition-streams dnc-streams sink-postgres console simulated-tenant cli)

copy_sources() { # all files that Git does not ignore, committed or not
  mkdir -p "$1"
  (cd "$root" && git ls-files -co --exclude-standard -z | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
    tar -c --null -T -) | tar -x -C "$1"
}

stage_service() { # SOURCES STAGE SERVICE: its jars into lib, their names and its Java arguments into services
  local module=$1/$3 entry entries
  [ -d "$module" ] || module=$1/tools/$3
  IFS=: read -r -a entries <"$module/target/class-path" || true # no newline at its end
  for entry in "$module/target/$3"-[0-9]*.jar "${entries[@]}"; do
    cp "$entry" "$2/lib/"
    basename "$entry"
  done >"$2/services/$3.jars"
  local more=()
  # not JDK_JAVA_OPTIONS as for the services: the JVM prints a line about it before the output of every command
  [ "$3" != cli ] || more=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
  printf '%s\n' ${more[@]+"${more[@]}"} -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    "-Dswitchboard.commit=$(sed -n 's/^commit=//p' "$2/RELEASE")" -cp '"/opt/switchboard/lib/*"' "$(main_of "$3")" >"$2/services/$3.arguments"
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

make_dist() { # prints the folder that the archive holds
  local work=$root/target/dist version name stage service tar=tar
  need_maven
  git -C "$root" rev-parse --git-dir >/dev/null 2>&1 || { say "dist needs a clone of the repository: the archive names its commit."; return 1; }
  ! command -v gtar >/dev/null || tar=gtar
  "$tar" --version 2>/dev/null | grep -q GNU || { say "dist needs GNU tar, for example: brew install gnu-tar."; return 1; }
  version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml" | head -1)
  name=switchboard-$version stage=$work/$name
  rm -rf "$work" && mkdir -p "$stage/lib" "$stage/services"
  copy_sources "$work/sources"
  say "building $name in an empty folder (a few minutes) ..."
  (cd "$work/sources" && mvn -B -q -T 2 package -Pdist -Dmaven.test.skip=true -pl tools/dist -am) >&2 || return 1
  printf 'version=%s\ncommit=%s\n' "$version" "$(commit_of_clone)" >"$stage/RELEASE"
  for service in "${services[@]}"; do stage_service "$work/sources" "$stage" "$service" || return 1; done
  cp "$work/sources/tools/dist/target/sbom.cdx.json" "$stage/"
  (cd "$work/sources" && cp -R switchboard Dockerfile docker-compose*.yml README.md CHANGELOG.md topics.yaml docs deploy "$stage/")
  find "$stage" -type d -exec chmod 755 {} + && find "$stage" -type f -exec chmod 644 {} + && chmod 755 "$stage/switchboard"
  (cd "$stage" && find . -type f ! -name SHA256SUMS | sed 's:^\./::' | LC_ALL=C sort | while IFS= read -r file; do sha256 "$file"; done >"$work/sums" && mv "$work/sums" SHA256SUMS && chmod 644 SHA256SUMS)
  "$tar" -C "$work" -c --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime='2026-11-23 00:00:00Z' "$name" | gzip -9n >"$work/$name.tar.gz"
  (cd "$work" && sha256 "$name.tar.gz" >"$name.tar.gz.sha256")
  rm -rf "$work/sources"
  say "made $work/$name.tar.gz, $(du -h "$work/$name.tar.gz" | cut -f1), sha256 $(cut -d' ' -f1 "$work/$name.tar.gz.sha256")"
  printf '%s\n' "$stage"
}

make_images() { # one for each service, from the folder of the archive; see Dockerfile
  local stage service
  stage=$(make_dist) || return 1
  for service in "${services[@]}"; do
    docker build -q --build-arg "SERVICE=$service" -t "switchboard/$service" "$stage" >/dev/null || return 1
    say "switchboard/$service is made"
  done
}
