package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A part of Rackledger in a JVM of its own: it can be killed, stopped like a machine that hangs, and started again as it
 * was. Confined to one thread.
 */
final class ServiceProcess implements AutoCloseable {
    private static final long END_SECONDS = 30;

    /** In which the limit is given to the shell, as POSIX has it. */
    private static final int BLOCK = 512;

    /** A program with a limit to the files that it writes; writing beyond it fails as on a full disk. */
    private static final List<String> LIMITED = List.of("sh", "-c", "ulimit -f \"$1\" && shift && exec \"$@\"", "sh");

    private final String name;
    private final List<String> command;
    private final Path out;
    private volatile Process process;

    /**
     * Starts it and doesn't wait. It ends with this JVM at the latest.
     *
     * @param folder for what it says
     */
    ServiceProcess(String name, Path folder, List<String> command) throws IOException {
        this.name = name;
        this.command = List.copyOf(command);
        this.out = Files.createDirectories(folder).resolve(name + ".out");
        this.process = launch(this.command);
        Runtime.getRuntime().addShutdownHook(new Thread(this::killLast));
    }

    private void killLast() {
        process.destroyForcibly();
    }

    /** A port of loopback that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch(List<String> program) throws IOException {
        return new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
    }

    void startAgain() throws IOException {
        process = launch(command);
    }

    /** Starts it with a disk on which no file gets larger than that. */
    void startAgain(long mostBytes) throws IOException {
        List<String> limited = new ArrayList<>(LIMITED);
        limited.add(String.valueOf(mostBytes / BLOCK));
        limited.addAll(command);
        process = launch(limited);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * kill -9, at once.
     *
     * @throws IOException if it had ended by itself
     */
    void kill() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("the " + name + " ended by itself: see " + out);
        }
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it as Ctrl-C does. */
    void end() throws IOException, InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /** Stops its clock. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets its clock go on. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        if (!kill.waitFor(END_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("the " + name + " did not take the signal " + signal);
        }
    }

    private void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the " + name + " did not end: see " + out);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
