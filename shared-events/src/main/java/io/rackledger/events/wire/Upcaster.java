package io.rackledger.events.wire;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the body of an old version of an event to the next version.
 *
 * @param type the event
 * @param from the version that {@code body} reads; it returns version {@code from + 1}
 * @param body pure
 */
public record Upcaster(EventType type, int from, UnaryOperator<ObjectNode> body) {}
