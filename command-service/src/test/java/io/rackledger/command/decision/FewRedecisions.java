package io.rackledger.command.decision;

import java.util.List;

/** Decides history anew up to a limit that a test can reach. */
public final class FewRedecisions {
    private FewRedecisions() {}

    public static Redecision of(List<Decider<?, ?>> deciders, int most) {
        return new Redecision(deciders, most);
    }
}
