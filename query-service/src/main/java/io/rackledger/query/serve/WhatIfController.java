package io.rackledger.query.serve;

import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What commands would do to the views, and the questions of that kind that are often asked. Nothing is written. */
@RestController
final class WhatIfController {
    /** The largest body in bytes. */
    static final int MOST_BYTES = 4 << 20;

    private final WhatIf whatIf;
    private final Views views;

    WhatIfController(WhatIf whatIf, Views views) {
        this.whatIf = whatIf;
        this.views = views;
    }

    @PostMapping("/api/what-if")
    ResponseEntity<?> ask(HttpServletRequest request) throws IOException, InterruptedException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Problems.of(HttpStatus.CONTENT_TOO_LARGE, "at most " + MOST_BYTES + " bytes"));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(whatIf.answer(WhatIfQuestion.read(body, views)));
    }

    @GetMapping(path = "/api/what-if/presets", produces = MediaType.APPLICATION_JSON_VALUE)
    Object presets() {
        List<Map<String, Object>> all = Preset.ALL.stream()
                .map(preset -> Map.<String, Object>of(
                        "name", preset.name(), "purpose", preset.purpose(), "parameters", preset.parameters()))
                .toList();
        return Map.of("presets", all);
    }
}
