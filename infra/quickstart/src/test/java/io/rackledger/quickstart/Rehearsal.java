package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the launcher does after a build, done once for all tests: start and stop, so that every later JVM finds its
 * classes loaded. Processes of tests run on the jars that are shipped, as those of the launcher do.
 */
public final class Rehearsal {
    private static final long LIMIT_SECONDS = 300;

    private Rehearsal() {}

    /** Returns when it was held; JVMs that are started from then on profit. */
    public static synchronized void held() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Path cache = target.resolve("rehearsed.aot");
        System.setProperty(ChildJvm.CLASS_PATH, target.resolve("dist").resolve("lib") + "/*");
        if (!isOlder(cache, target.resolve("dist").resolve(".built"))) {
            System.setProperty(ChildJvm.AOT_CACHE, cache.toString());
            return;
        }
        System.clearProperty(ChildJvm.AOT_CACHE);
        List<String> command = ChildJvm.command("1g", "-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of(
                "io.rackledger.quickstart.Quickstart",
                "--rehearse",
                "--data",
                Files.createTempDirectory(target, "rehearsal").toString(),
                "--sample",
                "worked"));
        run(command, target.resolve("rehearsal.out"));
        System.setProperty(ChildJvm.AOT_CACHE, cache.toString());
    }

    private static boolean isOlder(Path cache, Path build) throws IOException {
        return !Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(build)) < 0;
    }

    private static void run(List<String> command, Path out) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("see %s", out)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the rehearsal was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as("see %s", out).isZero();
    }
}
