package io.rackledger.command.finance;

import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValidTime;
import io.rackledger.events.ValuationBasis;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A financing round in billions of US dollars. */
final class Rounds {
    static final PartyId XAI = new PartyId("xai");
    static final RoundId ROUND = new RoundId("xai-b");
    static final PartyRegistered PARTY = new PartyRegistered(XAI, "X.AI Corp.", List.of(), Identifiers.NONE);

    private Rounds() {}

    static Money usd(int billions) {
        return Money.parse("USD " + billions + "000000000.00");
    }

    static Money eur(int billions) {
        return Money.parse("EUR " + billions + "000000000.00");
    }

    /** Four billions are to be raised, at an unspecified valuation of 15. */
    static RoundTerms sought() {
        return new RoundTerms(usd(4), usd(15), ValuationBasis.UNSPECIFIED, null, null, null);
    }

    static RoundTerms raised(int billions) {
        return new RoundTerms(usd(4), usd(15), ValuationBasis.UNSPECIFIED, usd(billions), null, null);
    }

    static FinancingRoundOpened opened(RoundTerms terms) {
        return new FinancingRoundOpened(ROUND, XAI, terms);
    }

    static FinancingRoundRevised revised(RoundTerms terms) {
        return new FinancingRoundRevised(ROUND, XAI, terms);
    }

    static FinancingRoundClosed closed(RoundTerms terms) {
        return new FinancingRoundClosed(ROUND, XAI, terms);
    }

    static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }
}
