package io.rackledger.query.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {
    @TempDir
    Path folder;

    @Test
    void a_missing_browser_is_a_failure_that_names_what_to_install() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Browser.find(Map.of("PATH", folder.toString())))
                .withMessageContaining("chromium")
                .withMessageContaining(Browser.VARIABLE);
    }

    @Test
    void a_browser_is_found_on_the_path() throws IOException {
        Path chrome = executable("google-chrome");

        assertThat(Browser.find(Map.of("PATH", "/nowhere" + File.pathSeparator + folder)))
                .isEqualTo(chrome);
    }

    @Test
    void a_named_browser_goes_before_the_path_and_must_exist() throws IOException {
        executable("chromium");
        Path mine = executable("mine");
        String path = folder.toString();

        assertThat(Browser.find(Map.of("PATH", path, Browser.VARIABLE, mine.toString())))
                .isEqualTo(mine);
        assertThatIllegalStateException()
                .isThrownBy(() -> Browser.find(Map.of("PATH", path, Browser.VARIABLE, "/nowhere/chromium")));
    }

    private Path executable(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
