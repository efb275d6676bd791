package io.rackledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {
    @TempDir
    private Path folder;

    @Test
    void a_ratio_is_kept_by_its_key_and_judged_among_the_figures() throws Exception {
        Figures figures = new Figures(new PrintWriter(Writer.nullWriter()));
        Path file = folder.resolve("figures.json");

        figures.addRatio("someReplay", "replay against some", 5.9, Figures.Goal.atLeast(6));
        figures.write(file);

        JsonNode written = JsonMapper.shared().readTree(file);
        assertThat(written.at("/ratios/someReplay").asDouble()).isEqualTo(5.9);
        assertThat(written.at("/figures/0/met").booleanValue()).isFalse();
        assertThat(written.at("/figures/0/goal").asDouble()).isEqualTo(6);
    }
}
