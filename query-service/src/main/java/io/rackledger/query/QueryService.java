package io.rackledger.query;

import io.rackledger.query.audit.AuditConfiguration;
import io.rackledger.query.audit.EpcisConfiguration;
import io.rackledger.query.publish.PublishConfiguration;
import io.rackledger.query.serve.QueryServiceConfiguration;
import io.rackledger.query.store.StoreConfiguration;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The query service: follows the ledger, folds its events and answers from what they come to. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    QueryServiceConfiguration.class,
    StoreConfiguration.class,
    AuditConfiguration.class,
    EpcisConfiguration.class,
    PublishConfiguration.class
})
public class QueryService {
    /** Named so that two services in one JVM don't read each other's configuration. */
    private static final String CONFIG = "query-service";

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The application, not started; for those that run it beside others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(QueryService.class)
                .properties(Map.of("spring.config.name", CONFIG))
                .registerShutdownHook(true);
    }
}
