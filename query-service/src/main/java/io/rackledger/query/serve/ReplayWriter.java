package io.rackledger.query.serve;

import io.rackledger.query.follow.Comparison;
import io.rackledger.query.follow.Replay;
import io.rackledger.query.follow.Watched;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replays as JSON. Thread-safe. */
final class ReplayWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReplayWriter() {}

    static ObjectNode node(Watched watched) {
        Replay replay = watched.replay();
        ObjectNode node = JSON.createObjectNode()
                .put("id", replay.id())
                .put("href", "/api/replays/" + replay.id())
                .put("view", replay.view())
                .put("generation", replay.id())
                .put("state", replay.state().name())
                .put("asked", watched.asked() == null ? null : watched.asked().name())
                .put("done", replay.done())
                .put("total", replay.total())
                .put("perSecond", Math.round(watched.perSecond()))
                .put("secondsLeft", watched.secondsLeft())
                .put("startedAt", replay.startedAt().toString())
                .put("changedAt", replay.changedAt().toString())
                .put("because", replay.because());
        ArrayNode folds = node.putArray("folds");
        replay.folds().forEach(folds::add);
        node.set("comparison", comparison(replay.comparison()));
        return node;
    }

    private static @Nullable ObjectNode comparison(@Nullable Comparison comparison) {
        if (comparison == null) {
            return null;
        }
        ObjectNode node =
                JSON.createObjectNode().put("position", comparison.position()).put("differing", comparison.differing());
        ArrayNode first = node.putArray("first");
        comparison.first().forEach(each -> first.add(differing(each)));
        return node;
    }

    private static ObjectNode differing(Comparison.Differing differing) {
        ObjectNode node = JSON.createObjectNode().put("fold", differing.fold()).put("entity", differing.entity());
        if (differing.served() == null || differing.replayed() == null) {
            node.put("onlyIn", differing.served() == null ? "replayed" : "served");
        }
        put(node, "served", differing.served());
        put(node, "replayed", differing.replayed());
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable String state) {
        if (state != null) {
            node.set(name, JSON.readTree(state));
        }
    }
}
