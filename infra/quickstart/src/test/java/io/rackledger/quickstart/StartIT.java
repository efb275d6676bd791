package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start that can't succeed says, and that data is found again. */
class StartIT {
    @TempDir
    Path directory;

    private Process start(String... options) throws Exception {
        Rehearsal.held();
        List<String> command = ChildJvm.command("512m");
        command.add("io.rackledger.quickstart.Quickstart");
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private static String said(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--command-port", "--broker-port"})
    void a_port_in_use_is_told_with_the_option_that_chooses_another(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Process process = start(
                    option,
                    String.valueOf(taken.getLocalPort()),
                    "--data",
                    directory.resolve("data").toString());

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(said(process).lines())
                    .singleElement()
                    .asString()
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains(option);
        }
    }

    @Test
    void an_unknown_option_is_wrong_usage() throws Exception {
        Process process = start("--prot", "1");

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(said(process)).contains("--prot").contains("Usage");
    }

    @Test
    void data_is_found_again_on_other_ports_and_a_sample_is_recorded_once() throws Exception {
        long position;
        try (Running first = Running.start(directory.resolve("data"), "worked")) {
            position = first.get("/api/views").path("position").asLong();
        }
        try (Running second = Running.start(directory.resolve("data"), "worked")) {
            assertThat(second.get("/api/views").path("position").asLong()).isEqualTo(position);
            assertThat(second.get("/api/views/vendor-share").path("hhi").asDouble())
                    .isEqualTo(6170.66);
        }
    }
}
