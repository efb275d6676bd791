package io.rackledger.query.epcis;

import io.rackledger.events.FacilityId;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.format.Header.Genesis;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What things are called in EPCIS. Nothing here has a GTIN, GLN or any other key of GS1, so all are private URIs, beneath
 * one that belongs to whoever runs the service.
 *
 * @param base   absolute, ends with a slash
 * @param ledger the ledger's name
 */
record EpcisNames(URI base, String ledger) {
    /** Of the fields that EPCIS doesn't have. */
    static final String NAMESPACE = "https://rackledger.example/ns/epcis#";

    String rack() {
        return base + "class/rack";
    }

    String server() {
        return base + "class/server";
    }

    String gpu() {
        return base + "class/gpu";
    }

    String of(OrderId order) {
        return in("bt/" + order.value());
    }

    String of(PartyId party) {
        return in("party/" + party.value());
    }

    String of(FacilityId facility) {
        return in("loc/" + facility.value());
    }

    private String in(String path) {
        return base + URLEncoder.encode(ledger, StandardCharsets.UTF_8).replace("+", "%20") + "/" + path;
    }

    /** Follows from the ledger and the event, so that an event has the same one whenever it is asked for. */
    static String eventId(Genesis ledger, String event, int index) {
        String name = ledger.ledger() + "/" + ledger.incarnation() + "/" + event + "/" + index;
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
