# Built from the repository's root, after mvn package.
FROM eclipse-temurin:25-jre

RUN useradd --system --uid 10001 --home-dir /var/lib/rackledger --create-home rackledger

COPY --chmod=755 infra/deploy/healthy.sh /app/healthy
COPY query-service/target/*-exec.jar /app/query-service.jar

# What is kept here is a cache of the ledger: deleted, it is rebuilt.
WORKDIR /var/lib/rackledger
VOLUME ["/var/lib/rackledger"]
USER rackledger
EXPOSE 8080

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/query-service.jar"]
