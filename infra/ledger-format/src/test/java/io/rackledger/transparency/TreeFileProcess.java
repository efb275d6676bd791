package io.rackledger.transparency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Appends the model's leaves to a tree until it is killed. */
final class TreeFileProcess {
    private static final long MOST = 3_000_000;

    private TreeFileProcess() {}

    static List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TreeFileProcess.class.getName(),
                file.toString());
    }

    public static void main(String[] arguments) throws IOException {
        Random random = new Random();
        try (TreeFile tree = TreeFile.open(Path.of(arguments[0]), TreeFileTest.LEDGER)) {
            while (tree.head().size() < MOST) {
                long size = tree.head().size();
                tree.append(TreeModel.leaves(size, size + 1 + random.nextInt(100)));
                if (random.nextInt(200) == 0) {
                    tree.force();
                }
            }
        }
    }
}
