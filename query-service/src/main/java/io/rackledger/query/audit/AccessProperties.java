package io.rackledger.query.audit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where it is recorded who looked at the log.
 *
 * @param accessLog a file of this service alone, which grows with each question
 */
@ConfigurationProperties("rackledger")
record AccessProperties(Path accessLog) {}
