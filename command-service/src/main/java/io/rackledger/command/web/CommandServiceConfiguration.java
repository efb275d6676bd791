package io.rackledger.command.web;

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
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.web.HostGuard;
import io.rackledger.web.LedgerHealth;
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

/** What the command service is made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
@Import({CommandController.class, ImportController.class, ForkController.class, DocumentController.class})
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
    KafkaLedger ledger(LedgerProperties properties, MeterRegistry meters) {
        KafkaLedger ledger = KafkaLedger.open(
                new KafkaLedgerConfig(
                        properties.kafka().bootstrapServers(),
                        properties.kafka().topic(),
                        properties.ledger(),
                        true,
                        properties.kafka().replicas(),
                        properties.appendTimeout(),
                        LedgerSettings.DEFAULT,
                        properties.index().settings(),
                        Map.copyOf(properties.kafka().properties())),
                new LedgerMetrics(meters));
        LedgerMetrics.watch(ledger, meters);
        return ledger;
    }

    @Bean(destroyMethod = "close")
    Decisions decisions(Ledger ledger) {
        return new Decisions(ledger, deciders());
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
    Answers answers(LedgerProperties properties) {
        return new Answers(properties.ledger());
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
    LedgerHealth ledgerHealth(Ledger ledger) {
        return new LedgerHealth(ledger, Ledger.State.WRITING);
    }

    @Bean
    HostGuard hostGuard(LedgerProperties properties) {
        return new HostGuard(properties.allowedHosts());
    }
}
