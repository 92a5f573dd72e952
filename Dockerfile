# One Dockerfile for all images; `./switchboard images` builds and stages the jars, then makes them:
#   docker build --build-arg SERVICE=ivr-streams -t switchboard/ivr-streams .
# SERVICE: ingress, ivr-streams, disposition-streams, dnc-streams, sink-postgres, console (each runs its own Main, without embedded servers),
# simulated-tenant (a CXone for trying things out), cli (the switchboard command).
FROM eclipse-temurin:25-jre
ARG SERVICE
RUN useradd --system --uid 10001 switchboard && mkdir -p /var/lib/switchboard && chown switchboard /var/lib/switchboard
COPY target/images/${SERVICE}/ /opt/switchboard/
ENV STATE_DIR=/var/lib/switchboard
USER switchboard
WORKDIR /var/lib/switchboard
ENTRYPOINT ["java", "@/opt/switchboard/arguments"]
