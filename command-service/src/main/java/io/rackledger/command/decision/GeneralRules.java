package io.rackledger.command.decision;

import io.rackledger.events.EntityId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that hold for every command, and so stand in no {@link Sheet}. */
public final class GeneralRules {
    private GeneralRules() {}

    /**
     * The rules on what must be on record, and what must not.
     *
     * @param required what the command may name that must be there, in any number of each kind
     * @param created  what it brings into being; null if nothing
     */
    public static List<Sheet.Rule> of(Collection<? extends EntityId> required, @Nullable EntityId created) {
        Set<String> kinds = new LinkedHashSet<>(Set.of("source"));
        required.forEach(id -> kinds.add(Entities.kind(id)));
        List<Sheet.Rule> rules = new ArrayList<>();
        rules.add(structural("command-id-reused", "an id stands for one command with one body"));
        kinds.forEach(kind -> rules.add(structural("unknown-" + kind, "each " + kind + " that it names is on record")));
        if (created != null) {
            String kind = Entities.kind(created);
            rules.add(structural(kind + "-exists", "no " + kind + " of that id is on record"));
        }
        return rules;
    }

    private static Sheet.Rule structural(String name, String says) {
        return new Sheet.Rule(name, Sheet.Kind.STRUCTURAL, false, says);
    }
}
