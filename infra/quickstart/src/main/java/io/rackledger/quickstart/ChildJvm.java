package io.rackledger.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM of its own begins that runs a part of this build: small, and quick to start.
 *
 * <p>It runs on the class path of this JVM, or on what {@code -Drackledger.child.class-path} says, and with the classes
 * that a rehearsal left in {@code -Drackledger.child.aot-cache}. A cache that is missing or doesn't fit is ignored by
 * the JVM.
 */
public final class ChildJvm {
    static final String CLASS_PATH = "rackledger.child.class-path";
    static final String AOT_CACHE = "rackledger.child.aot-cache";

    private ChildJvm() {}

    /**
     * The program and its options, up to the class path; what follows is the name of a class and its arguments.
     *
     * @param memory the most heap, as {@code -Xmx} takes it
     * @param more   further options
     */
    public static List<String> command(String memory, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        String cache = System.getProperty(AOT_CACHE);
        if (cache != null) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        command.addAll(List.of(more));
        command.addAll(List.of("-cp", System.getProperty(CLASS_PATH, System.getProperty("java.class.path"))));
        return command;
    }
}
