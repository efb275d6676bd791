package io.rackledger.query.serve;

import io.rackledger.events.EntityId;
import io.rackledger.events.OrderId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.order.OrderHistory;
import io.rackledger.web.Problems;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The story of one order. */
@RestController
final class OrderController {
    private final LedgerEvents events;
    private final String ledger;
    private final JsonMapper json = WireJson.strict();

    OrderController(LedgerEvents events, String ledger) {
        this.events = events;
        this.ledger = ledger;
    }

    @GetMapping("/api/orders/{id}/history")
    ResponseEntity<?> history(@PathVariable String id) {
        if (!EntityId.PATTERN.matcher(id).matches()) {
            throw new BadQuestionException("id", "an id is 1 to 63 characters of a-z, 0-9 and '-'");
        }
        OrderId order = new OrderId(id);
        List<Recorded> recorded = events.about(Tag.of(order));
        if (recorded.isEmpty()) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Problems.of(HttpStatus.NOT_FOUND, "no event tells of an order '" + id + "'"));
        }
        ObjectNode body = json.createObjectNode()
                .put("order", id)
                .put("ledger", ledger)
                .put("position", recorded.getLast().position());
        body.set("entries", json.valueToTree(OrderHistory.of(order, recorded)));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
