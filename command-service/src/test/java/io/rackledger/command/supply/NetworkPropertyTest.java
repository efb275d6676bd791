package io.rackledger.command.supply;

import static io.rackledger.command.supply.Links.ASSEMBLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.SupplyLink;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of links with partial dates holds under every reading of them, tried day by day. */
class NetworkPropertyTest {
    private static final int RUNS = 2_000;
    private static final int READINGS = 40;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 60;
    private static final List<PartyId> PARTIES =
            Stream.of("a", "b", "c", "d").map(PartyId::new).toList();

    private final long seed = Long.getLong("rackledger.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A link under one reading of its dates, in days; it stands from the one on and before the other. */
    private record Read(SupplyLink link, int since, int until) {
        private boolean stands(int day) {
            return since <= day && day < until;
        }
    }

    @Test
    void what_is_sure_holds_under_every_reading_and_what_is_excluded_under_none() {
        System.out.println("NetworkPropertyTest: -Drackledger.seed=" + seed);
        for (int run = 0; run < RUNS; run++) {
            Network network = network(8);
            for (int reading = 0; reading < READINGS; reading++) {
                check(network, read(network));
            }
        }
    }

    @Test
    void days_that_are_known_leave_no_doubt() {
        System.out.println("NetworkPropertyTest: -Drackledger.seed=" + seed);
        for (int run = 0; run < RUNS; run++) {
            Network network = network(0);
            assertThat(List.of(network.twice(), network.circular(), network.overfull()))
                    .as("%s", network)
                    .doesNotContain(Truth.POSSIBLE);
        }
    }

    private static void check(Network network, List<Read> links) {
        Read added = links.getLast();
        List<Read> others = links.subList(0, links.size() - 1);
        if (others.stream().anyMatch(link -> link.since() >= link.until())) {
            return;
        }
        boolean twice = false;
        boolean circular = false;
        boolean overfull = false;
        for (int day = added.since(); day <= DAYS; day++) {
            int now = day;
            List<SupplyLink> standing = others.stream()
                    .filter(link -> link.stands(now))
                    .map(Read::link)
                    .toList();
            twice |= standing.stream()
                    .anyMatch(link ->
                            link.joins(added.link().supplier(), added.link().customer(), ASSEMBLY));
            circular |= leads(standing, added.link().customer(), added.link().supplier());
            overfull |= overfull(standing, added.link());
        }
        agrees(network, network.twice(), twice);
        agrees(network, network.circular(), circular);
        agrees(network, network.overfull(), overfull);
    }

    private static void agrees(Network network, Truth said, boolean found) {
        assertThat(said).as("%s", network).isNotEqualTo(Truth.of(!found));
    }

    private static boolean leads(List<SupplyLink> links, PartyId from, PartyId to) {
        return from.equals(to)
                || links.stream()
                        .filter(link -> link.supplier().equals(from))
                        .anyMatch(link -> leads(
                                links.stream()
                                        .filter(each -> !each.equals(link))
                                        .toList(),
                                link.customer(),
                                to));
    }

    private static boolean overfull(List<SupplyLink> links, SupplyLink added) {
        return added.share() != null
                && links.stream()
                                .filter(link -> link.customer().equals(added.customer()) && link.share() != null)
                                .map(SupplyLink::share)
                                .reduce(added.share(), BigDecimal::add)
                                .compareTo(BigDecimal.ONE)
                        > 0;
    }

    /** Equal times are one time. */
    private List<Read> read(Network network) {
        Map<ValidTime, Integer> days = new HashMap<>();
        List<Read> read = new ArrayList<>();
        for (SupplyLink link : Stream.concat(network.others().stream(), Stream.of(network.added()))
                .toList()) {
            int until = link.ended() ? day(link.until(), days) : Integer.MAX_VALUE;
            read.add(new Read(link, day(link.since(), days), until));
        }
        return read;
    }

    private int day(@Nullable ValidTime time, Map<ValidTime, Integer> days) {
        return time == null ? random.nextInt(DAYS) : days.computeIfAbsent(time, this::day);
    }

    private int day(ValidTime time) {
        int first = (int) ChronoUnit.DAYS.between(FIRST, time.firstDay());
        int last = (int) ChronoUnit.DAYS.between(FIRST, time.lastDay());
        return first + random.nextInt(last - first + 1);
    }

    /** So many of twenty times are no day. */
    private Network network(int vague) {
        List<SupplyLink> others = Stream.generate(() -> link(vague, random.nextBoolean()))
                .limit(random.nextInt(6))
                .toList();
        return new Network(others, link(vague, false));
    }

    private SupplyLink link(int vague, boolean ended) {
        int supplier = random.nextInt(PARTIES.size());
        int customer = (supplier + 1 + random.nextInt(PARTIES.size() - 1)) % PARTIES.size();
        BigDecimal share = random.nextInt(4) == 0 ? null : BigDecimal.valueOf(1 + random.nextInt(9), 1);
        return new SupplyLink(
                PARTIES.get(supplier),
                PARTIES.get(customer),
                ASSEMBLY,
                share,
                time(vague),
                ended,
                ended ? time(vague) : null);
    }

    /** A day of two months; or one of these, or unknown. */
    private @Nullable ValidTime time(int vague) {
        if (random.nextInt(20) >= vague) {
            return ValidTime.of(FIRST.plusDays(random.nextInt(DAYS)));
        }
        return random.nextInt(4) == 0 ? null : ValidTime.parse(random.nextBoolean() ? "2024-01" : "2024-02");
    }
}
