package io.rackledger.cli;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.KeyFile;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.SignatureType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a further key that can sign for the ledger of a query service, which goes on with the keys that it has. */
@Command(name = "key", description = "Makes a key in FILE that can sign for the ledger; what runs goes on as it is.")
final class KeyCommand implements Callable<Integer> {
    private final Output output;

    @Parameters(paramLabel = "FILE", description = "a new file, which only its owner may read")
    private Path file = Path.of("");

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    KeyCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        String origin = origin(dashboard.address());
        NoteSigner made = NoteSigner.generate(origin, SignatureType.ED25519);
        try {
            KeyFile.save(file, made);
        } catch (FileAlreadyExistsException e) {
            throw new FailedException("'" + file + "' exists, and a key is never written over", e);
        } catch (IOException e) {
            throw new FailedException("'" + file + "' can't be written: " + e, e);
        }
        output.out().println(made.verifier().vkey());
        output.err()
                .println("This key signs once the service is started with it and with the one before it:"
                        + " rackledger up --key " + file + " --key OLD");
        output.out().flush();
        output.err().flush();
        return 0;
    }

    /** The name that all keys of the ledger have. */
    private static String origin(URI service) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (Http http = new Http(Http.SILENCE)) {
            http.getBytes(Main.resolve(service, "api/ledger/keys"), part -> add(part, text));
        }
        String first = text.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
        try {
            return NoteVerifier.parse(first).name();
        } catch (MalformedException e) {
            throw new FailedException(service + " tells no key of a ledger: " + e.getMessage(), e);
        }
    }

    private static void add(List<ByteBuffer> part, ByteArrayOutputStream text) {
        for (ByteBuffer buffer : part) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            text.writeBytes(bytes);
        }
    }
}
