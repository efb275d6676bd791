package io.rackledger.command.web;

import java.util.List;

/**
 * Two commands that a rule allows one of.
 *
 * @param rule   that refuses the one that comes second
 * @param before commands that are decided first
 * @param held   the one that is held
 * @param rival  the one that is decided meanwhile
 * @param apart  one that has nothing to do with it
 */
record Race(String rule, List<Sent> before, Sent held, Sent rival, Sent apart) {
    /** A command as it is sent. */
    record Sent(String command, String body) {}

    @Override
    public String toString() {
        return rule + ": " + held.command() + " against " + rival.command();
    }
}
