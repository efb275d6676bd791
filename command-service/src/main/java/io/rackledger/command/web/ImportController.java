package io.rackledger.command.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many commands a request, one a line; answered in order, while it runs. */
@RestController
final class ImportController {
    static final String NDJSON = "application/x-ndjson";

    private final ServedLedgers ledgers;
    private final Instances instances;
    private final Importing.Means means;

    ImportController(
            SentCommands commands,
            ServedLedgers ledgers,
            Instances instances,
            Forwarding forwarding,
            CommandMeters meters) {
        this.ledgers = ledgers;
        this.instances = instances;
        this.means = new Importing.Means(commands, forwarding, meters);
    }

    @PostMapping(path = "/api/import", consumes = NDJSON)
    void importLines(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServedLedger served = ledgers.asked(request.getQueryString());
        boolean forwarded = instances.isForwarded(request, response);
        String pathAndQuery = CommandController.pathAndQuery(request);
        InputStream in = request.getInputStream();
        response.setContentType(NDJSON);
        try (Spool spool = new Spool()) {
            Importing importing = new Importing(
                    means, served, () -> forwarded ? null : instances.elsewhere(served), pathAndQuery, in, spool);
            Thread taking = Thread.ofVirtual().name("import").start(importing::run);
            spool.copyTo(response.getOutputStream());
            taking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        }
    }
}
