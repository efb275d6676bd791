package io.rackledger.query.serve;

import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.EventOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A facility has less power from some day on. */
final class FacilityLosesPower implements Preset {
    private static final String FACILITY_CAPACITY = "facility-capacity";

    @Override
    public String name() {
        return "facility-loses-power";
    }

    @Override
    public String purpose() {
        return "A facility's power limit falls. Leases that run then and for which what is left is not enough end on that"
                + " day, the one that began last first; where notice is too short for that, it is flagged. Workloads of"
                + " its own and leases that begin later have to be moved first: while they need more than is left, the"
                + " loss is refused with capacity-in-use.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("facility", true, null, "which"),
                new Parameter("powerMw", false, null, "how much is lost, in MW"),
                new Parameter("share", false, null, "which part of the limit is lost, from 0 to 1; all if left out"),
                new Parameter("on", false, null, "from when on; today if left out"));
    }

    @Override
    public List<ObjectNode> commands(Known known, Map<String, String> given) {
        FacilityId facility = facility(given.getOrDefault("facility", ""));
        ValidTime on = known.on(given);
        Map<String, String> its = Map.of("facility", facility.value());
        JsonNode sites = known.totals(FACILITY_CAPACITY, on, its).path("facilities");
        if (sites.isEmpty()) {
            throw new BadQuestionException("parameters.facility", "no facility '" + facility + "' is on record");
        }
        @Nullable
        JsonNode power = known.rows(FACILITY_CAPACITY, on, its).stream()
                .filter(row -> row.path("dimension").asString().equals("powerMw"))
                .findFirst()
                .orElse(null);
        BigDecimal left = left(given, number(power, "limit"));
        Supposition supposition = new Supposition(known, this, given);
        endLeases(supposition, ending(known, facility, sites.get(0).path("leases"), power, left), on.text());
        supposition
                .observed("change-facility-capacity")
                .put("facility", facility.value())
                .put("dimension", "powerMw")
                .put("limit", left)
                .put("from", on.text());
        return supposition.commands();
    }

    private static FacilityId facility(String id) {
        try {
            return new FacilityId(id);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("parameters.facility", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode row, String figure) {
        return row != null && row.path(figure).isNumber() ? row.path(figure).decimalValue() : null;
    }

    private static BigDecimal left(Map<String, String> given, @Nullable BigDecimal limit) {
        BigDecimal lost = number(given, "powerMw");
        BigDecimal share = number(given, "share");
        if (lost != null && share != null) {
            throw new BadQuestionException("parameters.share", "either powerMw or share");
        }
        if (share != null && share.compareTo(BigDecimal.ONE) > 0) {
            throw new BadQuestionException("parameters.share", "a number from 0 to 1");
        }
        if (lost == null && (share == null || share.compareTo(BigDecimal.ONE) == 0)) {
            return BigDecimal.ZERO;
        }
        if (limit == null) {
            throw new BadQuestionException(
                    "parameters." + (lost == null ? "share" : "powerMw"),
                    "nobody says how much power there is, so only all of it can be lost");
        }
        return lost == null
                ? limit.subtract(limit.multiply(share))
                : limit.subtract(lost).max(BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal number(Map<String, String> given, String name) {
        String text = given.get(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            throw new BadQuestionException("parameters." + name, "a number that is not negative");
        }
        return new BigDecimal(text);
    }

    /** The last that began first, until what is left is enough; all of them where nobody knows what they take. */
    private static List<String> ending(
            Known known, FacilityId facility, JsonNode leases, @Nullable JsonNode power, BigDecimal left) {
        BigDecimal leased = number(power, "leasedHigh");
        BigDecimal own = number(power, "ownWorkloadHigh");
        BigDecimal used = leased == null || own == null ? null : leased.add(own);
        Map<String, BigDecimal> taken = powerOfLeases(known.standing(Tag.of(facility)));
        List<String> ending = new ArrayList<>();
        for (String lease : newestFirst(leases)) {
            if (used != null && used.compareTo(left) <= 0) {
                return ending;
            }
            ending.add(lease);
            used = used == null ? null : used.subtract(taken.getOrDefault(lease, BigDecimal.ZERO));
        }
        return ending;
    }

    private static List<String> newestFirst(JsonNode leases) {
        return leases.valueStream()
                .sorted(Comparator.comparing(
                                (JsonNode lease) -> lease.path("from").asString(""))
                        .reversed())
                .map(lease -> lease.path("lease").asString())
                .toList();
    }

    private static Map<String, BigDecimal> powerOfLeases(List<Recorded> facts) {
        Map<String, BigDecimal> taken = new HashMap<>();
        facts.stream().sorted(EventOrder.OF_EVENTS).forEach(fact -> {
            if (fact.event() instanceof FacilityLeased e && e.powerMw() != null) {
                taken.put(e.lease().value(), e.powerMw());
            } else if (fact.event() instanceof LeaseAmended e && e.terms().powerMw() != null) {
                taken.put(e.lease().value(), e.terms().powerMw());
            }
        });
        return taken;
    }

    private static void endLeases(Supposition supposition, List<String> leases, String on) {
        leases.forEach(lease -> supposition
                .observed("terminate-lease")
                .put("lease", lease)
                .put("on", on)
                .put("noticeOn", on));
    }
}
