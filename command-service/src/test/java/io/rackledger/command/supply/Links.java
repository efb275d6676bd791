package io.rackledger.command.supply;

import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parties, and who makes what for whom. */
final class Links {
    static final PartyId DELL = new PartyId("dell");
    static final PartyId WISTRON = new PartyId("wistron");
    static final PartyId FOXCONN = new PartyId("foxconn");
    static final String ASSEMBLY = "ASSEMBLY";

    private Links() {}

    static PartyRegistered party(PartyId party) {
        return new PartyRegistered(party, "A party", List.of(), Identifiers.NONE);
    }

    static SupplierLinked linked(PartyId supplier, PartyId customer, @Nullable String share) {
        return new SupplierLinked(supplier, customer, ASSEMBLY, share == null ? null : new BigDecimal(share));
    }

    static SupplierUnlinked unlinked(PartyId supplier, PartyId customer) {
        return new SupplierUnlinked(supplier, customer, ASSEMBLY);
    }

    static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }
}
