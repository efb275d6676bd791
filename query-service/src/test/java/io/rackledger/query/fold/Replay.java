package io.rackledger.query.fold;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Folds all events of a history that had happened by an instant, in the order that a fold is promised. */
public record Replay(List<Recorded> history, Instant validAsOf) implements Folded {
    /** The order of an entity's events. */
    public static final Comparator<Recorded> ORDER = Comparator.comparing(
                    (Recorded recorded) -> recorded.validAt() == null
                            ? Instant.MIN
                            : recorded.validAt().earliest())
            .thenComparing(Recorded::position);

    public Replay {
        history = history.stream()
                .filter(recorded -> recorded.validAt() == null
                        || !recorded.validAt().earliest().isAfter(validAsOf))
                .sorted(ORDER)
                .toList();
    }

    @Override
    public <S> Map<Tag, S> of(Fold<S> fold) {
        Map<Tag, S> states = new TreeMap<>();
        for (Recorded recorded : history) {
            for (Tag key : fold.keysOf(recorded)) {
                S before = states.getOrDefault(key, fold.initial(key));
                states.put(key, fold.fold(before, recorded));
            }
        }
        return states;
    }

    /** The answer of a view, with fallbacks for the parameters that are left out: name, value, name, value … */
    public Answer ask(View view, String... parameters) {
        Map<String, String> all = new HashMap<>();
        view.parameters().forEach(parameter -> {
            if (parameter.fallback() != null) {
                all.put(parameter.name(), parameter.fallback());
            }
        });
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return view.answer(this, new Question(validAsOf, all));
    }
}
