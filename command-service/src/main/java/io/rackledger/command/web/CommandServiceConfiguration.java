package io.rackledger.command.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.command.alliance.AllianceCommands;
import io.rackledger.command.axon.Decisions;
import io.rackledger.command.claim.ClaimCommands;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Redecision;
import io.rackledger.command.facility.FacilityCommands;
import io.rackledger.command.finance.FinanceCommands;
import io.rackledger.command.listing.ListingCommands;
import io.rackledger.command.order.OrderCommands;
import io.rackledger.command.supply.SupplyCommands;
import io.rackledger.command.vendor.VendorCommands;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.ledger.IndexSettings;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.web.ErasureProperties;
import io.rackledger.web.HostGuard;
import io.rackledger.web.LedgerMetrics;
import io.rackledger.web.LedgerProperties;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What the command service is made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LedgerProperties.class, CommandProperties.class, ErasureProperties.class})
@Import({
    CommandController.class,
    ImportController.class,
    ForkController.class,
    DocumentController.class,
    ProblemAdvice.class
})
public class CommandServiceConfiguration {
    /** Every decider: the one place where features are named. */
    public static List<Decider<?, ?>> deciders() {
        List<Decider<?, ?>> all = new ArrayList<>();
        all.addAll(VendorCommands.all());
        all.addAll(ClaimCommands.all());
        all.addAll(OrderCommands.all());
        all.addAll(FacilityCommands.all());
        all.addAll(ListingCommands.all());
        all.addAll(FinanceCommands.all());
        all.addAll(SupplyCommands.all());
        all.addAll(AllianceCommands.all());
        all.addAll(ClaimCommands.changes(new Redecision(all), new EventCodec()::reword));
        return List.copyOf(all);
    }

    @Bean(destroyMethod = "close")
    ServedLedgers servedLedgers(
            LedgerProperties properties, CommandProperties more, ErasureProperties erasure, MeterRegistry meters) {
        PersonalText texts = new PersonalText(erasure.subjectKeys());
        List<ServedLedger> ledgers = new ArrayList<>();
        String topic = properties.kafka().topic();
        ledgers.add(serve(properties.ledger(), topic, properties.index().settings(), properties, more, texts, meters));
        more.furtherLedgers().forEach((name, further) -> {
            IndexSettings index = properties.index().settings().besides(name);
            ledgers.add(serve(name, further, index, properties, more, texts, meters));
        });
        return new ServedLedgers(ledgers);
    }

    private static ServedLedger serve(
            String name,
            String topic,
            IndexSettings index,
            LedgerProperties properties,
            CommandProperties more,
            PersonalText texts,
            MeterRegistry meters) {
        KafkaLedgerConfig config = new KafkaLedgerConfig(
                properties.kafka().bootstrapServers(),
                topic,
                name,
                true,
                properties.kafka().replicas(),
                properties.appendTimeout(),
                LedgerSettings.DEFAULT,
                index,
                Map.copyOf(properties.kafka().properties()));
        boolean alone = !more.instances().enabled();
        LedgerMetrics metrics = new LedgerMetrics(name, meters);
        KafkaLedger ledger = alone ? KafkaLedger.open(config, metrics) : KafkaLedger.openFollowing(config, metrics);
        LedgerMetrics.watch(ledger, meters);
        Decisions decisions = new Decisions(ledger, deciders());
        FunctionCounter.builder("rackledger.command.lost.races", decisions, Decisions::lostRaces)
                .description("commands that were decided anew because another came between")
                .tag("ledger", name)
                .register(meters);
        return new ServedLedger(ledger, topic, decisions, texts, alone);
    }

    @Bean(destroyMethod = "close")
    Hop hop() {
        return new Hop();
    }

    @Bean
    Forwarding forwarding(Hop hop, LedgerProperties properties, MeterRegistry meters) {
        return new Forwarding(hop, properties.appendTimeout(), meters);
    }

    @Bean
    Instances instances(
            CommandProperties more,
            LedgerProperties properties,
            ServedLedgers ledgers,
            Hop hop,
            Environment environment) {
        return new Instances(
                more.instances(),
                properties.kafka(),
                ledgers,
                () -> more.instances().reachedAt(environment),
                hop);
    }

    @Bean
    CommandReader commandReader() {
        return new CommandReader(deciders(), Clock.systemUTC());
    }

    @Bean
    SentCommands sentCommands(CommandReader reader) {
        return new SentCommands(reader);
    }

    @Bean
    CommandMeters commandMeters(MeterRegistry meters) {
        return new CommandMeters(meters);
    }

    @Bean
    CommandCatalogue commandCatalogue() {
        return new CommandCatalogue(deciders());
    }

    @Bean
    ServedHealth ledgerHealth(ServedLedgers ledgers, Instances instances) {
        return new ServedHealth(ledgers, instances);
    }

    /** Answers to the name too by which other instances call this one. */
    @Bean
    HostGuard hostGuard(LedgerProperties properties, CommandProperties more, Environment environment) {
        List<String> hosts = new ArrayList<>(properties.allowedHosts());
        if (more.instances().enabled()) {
            hosts.add(more.instances().host(environment));
        }
        return new HostGuard(hosts);
    }
}
