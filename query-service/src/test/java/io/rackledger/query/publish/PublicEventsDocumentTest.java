package io.rackledger.query.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that consumers read names every event. */
class PublicEventsDocumentTest {
    private static final Path PAGE = Path.of("..", "infra", "docs", "public-events.md");

    @ParameterizedTest
    @EnumSource
    void an_event_has_its_line_among_the_subjects(EventType type) throws IOException {
        String page = Files.readString(PAGE);
        String subjects = page.substring(page.indexOf("### Subjects"), page.indexOf("### Exactly once"));

        assertThat(subjects).contains("`" + type.wireName() + "`");
    }
}
