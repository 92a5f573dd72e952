# One Dockerfile for all images. The context is the folder of the archive of `./switchboard dist`; `./switchboard images` makes them all:
#   docker build --build-arg SERVICE=ivr-streams -t switchboard/ivr-streams target/dist/switchboard-VERSION
# SERVICE: ingress, ivr-streams, disposition-streams, dnc-streams, sink-postgres, console (each runs its own Main, without embedded servers),
# simulated-tenant (a CXone for trials), cli (the switchboard command).
FROM eclipse-temurin:25-jre AS service
ARG SERVICE
COPY lib /dist/lib
COPY services /dist/services
RUN mkdir -p /opt/switchboard/lib && cd /dist/lib && xargs -a "../services/$SERVICE.jars" cp -t /opt/switchboard/lib && \
    cp "../services/$SERVICE.arguments" /opt/switchboard/arguments

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 switchboard && mkdir -p /var/lib/switchboard && chown switchboard /var/lib/switchboard
COPY --from=service /opt/switchboard/ /opt/switchboard/
ENV STATE_DIR=/var/lib/switchboard
USER switchboard
WORKDIR /var/lib/switchboard
ENTRYPOINT ["java", "@/opt/switchboard/arguments"]
