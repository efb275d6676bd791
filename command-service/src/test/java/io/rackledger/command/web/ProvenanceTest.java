package io.rackledger.command.web;

import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final String OBSERVED = """
            {"party":"%s","legalName":"Dell","mode":"OBSERVED","provenance":{"source":"s2","confidence":"REPORTED"}}""";

    private final Desk desk = new Desk();

    @Test
    void what_is_observed_names_a_source_on_record() {
        desk.refuse("unknown-source", "register-party", OBSERVED.formatted("dell"));
        desk.accept("register-source", """
                {"source":"s2","title":"A title","publisher":"A paper","sha256":"%s"}""".formatted("ab".repeat(32)));
        desk.accept("register-party", OBSERVED.formatted("dell"));
    }

    @Test
    void a_source_that_was_retracted_is_on_record_no_more() {
        String source = desk.accept("register-source", """
                {"source":"s2","title":"A title","publisher":"A paper","sha256":"%s"}""".formatted("ab".repeat(32)));
        desk.accept("retract-fact", """
                {"event":"%s","reason":"a double entry"}""".formatted(source));
        desk.refuse("unknown-source", "register-party", OBSERVED.formatted("dell"));
    }
}
