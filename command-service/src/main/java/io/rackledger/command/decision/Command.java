package io.rackledger.command.decision;

import io.rackledger.events.EntityId;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command, as the caller sent it. Implemented by records whose components are the fields of the body;
 * a component that may be left out is {@code @Nullable}.
 */
public interface Command {
    /** When it happens or happened in the world, as far as the body says. */
    @Nullable
    ValidTime validAt();

    /** The entities that must be on record; else the command is refused as {@code unknown-<entity>}. */
    List<EntityId> requires();

    /** The entity that the command brings into being; if it is there, the refusal is {@code <entity>-exists}. */
    default @Nullable EntityId creates() {
        return null;
    }

    /** What the command is about: by these tags its refusal and its anomalies are found. */
    default Set<Tag> about() {
        Set<Tag> about = new LinkedHashSet<>();
        EntityId created = creates();
        if (created != null) {
            about.add(Entities.tag(created));
        }
        requires().forEach(id -> about.add(Entities.tag(id)));
        return about;
    }
}
