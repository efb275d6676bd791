package io.rackledger.command;

import io.rackledger.command.web.CommandServiceConfiguration;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The command service: decides commands and appends what they lead to. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CommandServiceConfiguration.class)
public class CommandService {
    /** Named so that two services in one JVM don't read each other's configuration. */
    private static final String CONFIG = "command-service";

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The application, not started; for those that run it beside others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CommandService.class)
                .properties(Map.of("spring.config.name", CONFIG))
                .registerShutdownHook(true);
    }
}
