package io.rackledger.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The source files of every module, found from this module's folder. */
final class Sources {
    private static final Path ROOT = repository();
    private static final List<Source> MAIN = beneath("src/main/java");
    private static final List<Source> TESTS = beneath("src/test/java");

    private Sources() {}

    static List<Source> main() {
        return MAIN;
    }

    static List<Source> tests() {
        return TESTS;
    }

    static Path repository() {
        Path module =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
        Path root = module;
        while (root != null && !Files.isDirectory(root.resolve("shared-events"))) {
            root = root.getParent();
        }
        if (root == null) {
            throw new IllegalStateException("no repository with shared-events around " + module);
        }
        return root;
    }

    /** Modules stand at the top or up to two folders down. */
    private static List<Source> beneath(String tree) {
        try (Stream<Path> folders = Files.walk(ROOT, 3)) {
            SortedMap<String, String> texts = new TreeMap<>();
            folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .map(module -> module.resolve(tree))
                    .filter(Files::isDirectory)
                    .flatMap(Sources::files)
                    .forEach(file -> texts.put(ROOT.relativize(file).toString().replace('\\', '/'), read(file)));
            return Source.parse(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("can't walk " + ROOT, e);
        }
    }

    private static Stream<Path> files(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("can't walk " + tree, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
