package io.rackledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.load.Latencies;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures as they are kept. */
class FiguresTest {
    @TempDir
    Path folder;

    @Test
    void what_another_process_wrote_is_kept_as_if_it_had_been_measured_here() throws Exception {
        Figures there = new Figures(new PrintWriter(new StringWriter()));
        there.add("commands", 10_855.25, "/s", null, "7,653 to 11,052");
        there.addRatio("ceiling512", "against none", 0.75, Figures.Goal.atLeast(0.6));
        there.addLag("seen", Latencies.of(new long[] {2_000_000, 80_000_000}), Figures.Goal.atMost(50));
        Path written = folder.resolve("there.json");
        there.write(written);

        Figures here = new Figures(new PrintWriter(new StringWriter()));
        here.read(written);
        Path again = folder.resolve("here.json");
        here.write(again);
        assertThat(again).hasSameTextualContentAs(written);
        assertThat(Files.readString(written)).contains("\"p99Ms\" : 80.0", "\"met\" : false", "\"met\" : true");
    }
}
