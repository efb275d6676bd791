package io.rackledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs calls of the command line and keeps what they write. */
final class Calls {
    private Calls() {}

    record Result(int status, String out, String err) {}

    static Result run(String... args) {
        return run(false, args);
    }

    static Result onTerminal(String... args) {
        return run(true, args);
    }

    private static Result run(boolean terminal, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new Output(new PrintWriter(out), new PrintWriter(err), terminal), args);
        return new Result(status, out.toString(), err.toString());
    }
}
