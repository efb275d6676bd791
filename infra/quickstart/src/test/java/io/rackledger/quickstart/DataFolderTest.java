package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path directory;

    @Test
    void a_folder_is_made_and_found_again() throws Exception {
        Path data = directory.resolve("deep/down");
        try (DataFolder folder = DataFolder.open(data)) {
            folder.announce(Map.of("pid", 1));
            assertThat(data.resolve("rackledger.json")).hasContent("{\"pid\":1}");
        }
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.path()).isEqualTo(data.toAbsolutePath());
            assertThat(data.resolve("rackledger.json")).doesNotExist();
        }
    }

    @Test
    void a_folder_of_another_format_is_told_in_one_sentence() throws Exception {
        Files.writeString(directory.resolve("format"), "7\n");

        assertThatThrownBy(() -> DataFolder.open(directory))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("format '7'")
                .hasMessageContaining("--data");
    }

    @Test
    void a_path_that_is_a_file_is_told_in_one_sentence() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("can't be used");
    }

    @Test
    void a_folder_that_is_erasable_stays_so_and_does_not_start_without_its_keys() throws Exception {
        Path data = directory.resolve("data");
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.isErasable()).isFalse();
            folder.beErasable();
        }
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(folder.isErasable()).isTrue();
            Path aside = Files.move(folder.subjectKeys(), directory.resolve("aside"));
            assertThatThrownBy(folder::isErasable)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(folder.subjectKeys().toString());
            assertThatThrownBy(folder::beErasable).isInstanceOf(StartException.class);
            assertThat(folder.subjectKeys()).doesNotExist();
            Files.move(aside, folder.subjectKeys());
            assertThat(folder.isErasable()).isTrue();
        }
    }

    @Test
    void a_sample_that_does_not_exist_is_told_with_those_that_do() throws Exception {
        assertThat(Samples.chosen(List.of("none"))).isEmpty();
        assertThat(Samples.chosen(List.of("worked"))).containsExactly("worked");
        assertThatThrownBy(() -> Samples.chosen(List.of("worked", "works")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("articles, articles-2, listing, worked");
    }

    @Test
    void what_a_sample_corrects_is_loaded_before_it() throws Exception {
        assertThat(Samples.chosen(List.of("articles-2", "worked"))).containsExactly("worked", "articles", "articles-2");
        assertThat(Samples.chosen(List.of("articles-2", "articles"))).containsExactly("articles", "articles-2");
    }
}
