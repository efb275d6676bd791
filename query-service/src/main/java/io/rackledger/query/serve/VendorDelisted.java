package io.rackledger.query.serve;

import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.ListingId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.BadQuestionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A party's securities are delisted. */
final class VendorDelisted implements Preset {
    private static final String RULE = "supposed";
    private static final int LONGEST_ID = 63;

    @Override
    public String name() {
        return "vendor-delisted";
    }

    @Override
    public String purpose() {
        return "Every active listing of a party is determined to be delisted and is delisted on one day: by the open"
                + " case that was opened last, or by a new one where none is open. Obligations that this triggers fall due.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("party", true, null, "whose securities"),
                new Parameter("on", false, null, "when; today if left out"));
    }

    @Override
    public List<ObjectNode> commands(Known known, Map<String, String> given) {
        String party = given.getOrDefault("party", "");
        ValidTime on = known.on(given);
        List<ObjectNode> rows = known.rows("parties", on, Map.of("party", party));
        if (rows.isEmpty()) {
            throw new BadQuestionException("parameters.party", "no party '" + party + "' is on record");
        }
        Supposition supposition = new Supposition(known, this, given);
        for (JsonNode listing : rows.getFirst().path("listings")) {
            if (!listing.path("active").asString().equals("NO")) {
                delist(supposition, known, new ListingId(listing.path("listing").asString()), on.text());
            }
        }
        if (supposition.commands().isEmpty()) {
            throw new BadQuestionException("parameters.party", "no security of '" + party + "' is listed then");
        }
        return supposition.commands();
    }

    private static void delist(Supposition supposition, Known known, ListingId listing, String on) {
        List<CaseId> open = openCases(known.standing(Tag.of(listing)));
        String its = open.isEmpty() ? newId(listing) : open.getLast().value();
        if (open.isEmpty()) {
            supposition
                    .observed("open-compliance-case")
                    .put("case", its)
                    .put("listing", listing.value())
                    .put("rule", RULE)
                    .put("noticeOn", on)
                    .putArray("reports");
        }
        supposition.observed("determine-delisting").put("case", its).put("on", on);
        supposition
                .observed("delist-security")
                .put("listing", listing.value())
                .put("case", its)
                .put("on", on);
    }

    private static String newId(ListingId listing) {
        String id = RULE + "-" + listing;
        return id.substring(0, Math.min(LONGEST_ID, id.length()));
    }

    private static List<CaseId> openCases(List<Recorded> facts) {
        List<CaseId> open = new ArrayList<>();
        for (Recorded fact : facts) {
            if (fact.event() instanceof ComplianceCaseOpened e) {
                open.add(e.caseId());
            } else if (fact.event() instanceof DeficiencyCured e) {
                open.remove(e.caseId());
            } else if (fact.event() instanceof SecurityDelisted) {
                open.clear();
            }
        }
        return open;
    }
}
