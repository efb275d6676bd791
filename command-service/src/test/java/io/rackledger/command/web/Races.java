package io.rackledger.command.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A race for each rule that spans entities. The file is longer than others: a method for each, and nothing else. */
final class Races {
    private static final List<Race.Sent> PARTIES = Stream.of("xai", "dell", "supermicro", "anthropic", "wistron")
            .map(party -> sent("register-party", "{\"party\":\"%s\",\"legalName\":\"%s\"}", party, party))
            .toList();

    private Races() {}

    static Stream<Race> all() {
        return Stream.of(
                programmeTarget(),
                vendorCap(),
                vendorBlocked(),
                facilityFull(),
                capacity(),
                workload(),
                identifier(),
                source(),
                security(),
                obligation(),
                dependants(),
                correction(),
                supplierReadiness(),
                supplyCircle(),
                supplyShares(),
                succession(),
                limit());
    }

    private static Race.Sent sent(String command, String body, Object... values) {
        return new Race.Sent(command, body.formatted(values));
    }

    private static List<Race.Sent> given(Race.Sent... more) {
        List<Race.Sent> all = new ArrayList<>(PARTIES);
        all.addAll(List.of(more));
        return all;
    }

    private static Race.Sent programme(String id, String more) {
        return sent("define-programme", "{\"programme\":\"%s\",\"owner\":\"xai\",\"name\":\"%s\"%s}", id, id, more);
    }

    private static Race.Sent order(String id, String programme, String vendor, int gpus) {
        return sent("place-server-order", """
                {"order":"%s","buyer":"xai","programme":"%s","placedOn":"2024-06-19",
                 "allocations":[{"vendor":"%s","measures":{"racks":%d,"gpus":%d}}]}""", id, programme, vendor, gpus, gpus);
    }

    private static Race.Sent place(String id, String vendor) {
        return sent("place-server-order", """
                {"order":"%s","buyer":"xai","placedOn":"2025-04-01",
                 "allocations":[{"vendor":"%s","measures":{"racks":10,"gpus":640}}]}""", id, vendor);
    }

    private static Race.Sent shift(String order) {
        return sent("shift-order-to-vendor", """
                {"order":"%s","from":"supermicro","to":"dell","extent":{"allOpen":true},"effectiveOn":"2024-11-18"}""", order);
    }

    private static Race programmeTarget() {
        return new Race(
                "programme-overcommitted",
                given(programme("one", ",\"targetGpus\":100"), programme("two", ",\"targetGpus\":100")),
                order("o-1", "one", "dell", 60),
                order("o-2", "one", "supermicro", 60),
                order("o-2", "two", "supermicro", 60));
    }

    private static Race vendorCap() {
        return new Race(
                "concentration-cap",
                given(
                        programme("one", ",\"vendorShareCap\":0.6"),
                        programme("two", ",\"vendorShareCap\":0.6"),
                        order("o-1", "one", "supermicro", 50),
                        order("o-2", "one", "supermicro", 50),
                        order("o-3", "two", "supermicro", 50),
                        order("o-4", "two", "supermicro", 50)),
                shift("o-1"),
                shift("o-2"),
                shift("o-3"));
    }

    private static Race.Sent list(String listing, String party, String ticker) {
        return sent("list-security", """
                {"listing":"%s","party":"%s","ticker":"%s","mic":"XNAS","tier":"GLOBAL_SELECT",
                 "fiscalYearEnd":"--06-30","filerStatus":"LARGE_ACCELERATED","listedOn":"2020-01"}""", listing, party, ticker);
    }

    private static Race.Sent open(String id, String listing) {
        return sent("open-compliance-case", """
                {"case":"%s","listing":"%s","rule":"5250(c)(1)","noticeOn":"2024-09-17",
                 "reports":[{"form":"10-K","periodEnd":"2024-06-30"}]}""", id, listing);
    }

    private static Race.Sent determine(String id) {
        return sent("determine-delisting", "{\"case\":\"%s\",\"on\":\"2025-03-01\"}", id);
    }

    private static Race.Sent suspend(String id, String listing) {
        return sent("suspend-trading", "{\"case\":\"%s\",\"listing\":\"%s\",\"on\":\"2025-03-20\"}", id, listing);
    }

    private static Race vendorBlocked() {
        return new Race(
                "vendor-blocked",
                given(
                        list("smci", "supermicro", "SMCI"),
                        list("wist", "wistron", "WIST"),
                        open("c-1", "smci"),
                        open("c-2", "wist"),
                        determine("c-1"),
                        determine("c-2")),
                place("o-1", "supermicro"),
                suspend("c-1", "smci"),
                suspend("c-2", "wist"));
    }

    private static Race.Sent facility(String id, String limits) {
        return sent("register-facility", """
                {"facility":"%s","controller":"xai","place":{"name":"Memphis"},"limits":{%s},"from":"2024-07"}""", id, limits);
    }

    private static Race.Sent deliver(String id, String order, String facility) {
        return sent("record-delivery", """
                {"delivery":"%s","order":"%s","measures":{"racks":10,"gpus":640},"deliveredOn":"2025-05-01"%s}""", id, order, facility.isEmpty() ? "" : ",\"facility\":\"" + facility + "\"");
    }

    private static Race facilityFull() {
        return new Race(
                "facility-full",
                given(
                        facility("f-1", "\"spaceRacks\":15"),
                        facility("f-2", "\"spaceRacks\":15"),
                        place("o-1", "dell"),
                        place("o-2", "dell")),
                deliver("d-1", "o-1", "f-1"),
                deliver("d-2", "o-2", "f-1"),
                deliver("d-2", "o-2", "f-2"));
    }

    private static Race.Sent lease(String id, String facility) {
        return sent("lease-facility", """
                {"lease":"%s","facility":"%s","lessor":"xai","tenant":"anthropic","powerMw":200,
                 "period":{"from":"2026-05"}}""", id, facility);
    }

    private static Race capacity() {
        return new Race(
                "capacity-exceeded",
                given(facility("f-1", "\"powerMw\":300"), facility("f-2", "\"powerMw\":300")),
                lease("l-1", "f-1"),
                lease("l-2", "f-1"),
                lease("l-2", "f-2"));
    }

    private static Race workload() {
        return new Race(
                "capacity-exceeded",
                given(
                        facility("f-1", "\"powerMw\":300"),
                        facility("f-2", "\"powerMw\":300"),
                        facility("f-3", "\"powerMw\":300"),
                        sent("place-workload", """
                                {"facility":"f-1","party":"xai","powerMw":200,"from":"2024-09"}""")),
                sent("transition-workload", """
                        {"party":"xai","fromFacility":"f-1","toFacility":"f-2","powerMw":200,"on":"2026-05"}"""),
                lease("l-1", "f-2"),
                lease("l-1", "f-3"));
    }

    private static Race.Sent party(String id, String cik) {
        return sent("register-party", """
                {"party":"%s","legalName":"%s","identifiers":{"cik":"%s"}}""", id, id, cik);
    }

    private static Race identifier() {
        return new Race(
                "identifier-taken",
                List.of(),
                party("one", "0001571996"),
                party("other", "0001571996"),
                party("other", "0001375365"));
    }

    private static Race.Sent report(String id, String hash) {
        return sent("register-source", """
                {"source":"%s","title":"A title","publisher":"A paper","sha256":"%s"}""", id, hash.repeat(32));
    }

    private static Race source() {
        return new Race("source-exists", List.of(), report("s-1", "ab"), report("s-2", "ab"), report("s-2", "cd"));
    }

    private static Race security() {
        return new Race(
                "listing-active",
                given(),
                list("l-1", "supermicro", "SMCI"),
                list("l-2", "supermicro", "SMCI"),
                list("l-2", "dell", "DELL"));
    }

    /** The case is cured while its delisting is decided. */
    private static Race obligation() {
        Race.Sent filed = sent("record-filing", """
                {"listing":"smci","form":"10-K","periodEnd":"2024-06-30","filedOn":"2025-02-25"}""");
        return new Race(
                "no-basis",
                given(
                        list("smci", "supermicro", "SMCI"),
                        list("wist", "wistron", "WIST"),
                        open("c-1", "smci"),
                        open("c-2", "wist"),
                        determine("c-1"),
                        filed,
                        sent("record-filing", """
                                {"listing":"wist","form":"10-K","periodEnd":"2024-06-30","filedOn":"2025-02-25"}""")),
                sent("delist-security", "{\"case\":\"c-1\",\"listing\":\"smci\",\"on\":\"2025-03-20\"}"),
                sent("cure-deficiency", "{\"case\":\"c-1\",\"on\":\"2025-03-10\"}"),
                sent("cure-deficiency", "{\"case\":\"c-2\",\"on\":\"2025-03-10\"}"));
    }

    /** The commands before are {@code c-1} to {@code c-n}, and so are the ids of their events. */
    private static Race dependants() {
        return new Race(
                "has-dependants",
                given(place("o-1", "dell"), place("o-2", "dell")),
                sent("retract-fact", "{\"event\":\"c-%d.1\",\"reason\":\"withdrawn\"}", PARTIES.size() + 1),
                deliver("d-1", "o-1", ""),
                deliver("d-1", "o-2", ""));
    }

    private static Race correction() {
        return new Race(
                "correction-breaks-history",
                given(place("o-1", "dell"), place("o-2", "dell")),
                sent("correct-fact", """
                        {"event":"c-%d.1","reason":"misread",
                         "changes":{"allocations":[{"lot":"o-1-dell","vendor":"dell","measures":{"racks":9,"gpus":576}}]}}""", PARTIES.size() + 1),
                deliver("d-1", "o-1", ""),
                deliver("d-1", "o-2", ""));
    }

    private static Race.Sent link(String supplier, String customer, String share) {
        return sent("link-supplier", """
                {"supplier":"%s","customer":"%s","component":"ASSEMBLY","share":%s,"since":"2024-01-01"}""", supplier, customer, share);
    }

    private static Race.Sent readiness(String party) {
        return sent("report-supply-state", """
                {"party":"%s","state":"READY","readyFrom":"2025-04-01","on":"2024-10-01"}""", party);
    }

    private static Race supplierReadiness() {
        return new Race(
                "supply-not-ready",
                given(
                        programme("one", ""),
                        order("o-1", "one", "supermicro", 50),
                        link("wistron", "dell", "0.5"),
                        link("anthropic", "supermicro", "0.5")),
                shift("o-1"),
                readiness("wistron"),
                readiness("anthropic"));
    }

    private static Race supplyCircle() {
        return new Race(
                "supply-cycle",
                given(link("dell", "supermicro", "0.5")),
                link("wistron", "dell", "0.5"),
                link("supermicro", "wistron", "0.5"),
                sent("link-supplier", """
                        {"supplier":"wistron","customer":"dell","component":"COOLING","since":"2024-01-01"}"""));
    }

    private static Race supplyShares() {
        return new Race(
                "supply-over-100",
                given(),
                link("wistron", "dell", "0.6"),
                link("supermicro", "dell", "0.6"),
                sent("link-supplier", """
                        {"supplier":"supermicro","customer":"dell","component":"COOLING","share":0.6,"since":"2024-01-01"}"""));
    }

    private static Race.Sent revenue(String party) {
        return sent("record-disclosure", """
                {"party":"%s","metric":"REVENUE","fiscalPeriod":"FY2024-Q3","on":"2024-05-01",
                 "actual":{"amount":"3850000000.00","currency":"USD"}}""", party);
    }

    private static Race.Sent succeed(String predecessor, String successor) {
        return sent("succeed-party", """
                {"predecessor":"%s","successor":"%s","on":"2025-01-01"}""", predecessor, successor);
    }

    /** Every succession reads all others, so what is apart is something else. */
    private static Race succession() {
        return new Race(
                "succession-cycle",
                given(succeed("dell", "supermicro")),
                succeed("xai", "dell"),
                succeed("supermicro", "xai"),
                revenue("dell"));
    }

    private static Race.Sent lower(String facility) {
        return sent("change-facility-capacity", """
                {"facility":"%s","dimension":"powerMw","limit":150,"from":"2026-09-01"}""", facility);
    }

    private static Race limit() {
        return new Race(
                "capacity-exceeded",
                given(facility("f-1", "\"powerMw\":300"), facility("f-2", "\"powerMw\":300")),
                lease("l-1", "f-1"),
                lower("f-1"),
                lower("f-2"));
    }
}
