package io.rackledger.query.webhook;

import io.rackledger.events.Confidence;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Cut;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.Past;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view that is looked at for webhooks.
 *
 * @param topic what changes in it are told as
 * @param party the parameter that asks for one party; null where the view has none
 */
public record Watched(View view, Topic topic, @Nullable String party) {
    /** What sets two answers apart that a webhook asks for. */
    List<Alert> alerts(Webhook webhook, Answer before, Answer after) {
        return switch (topic) {
            case BAND_CHANGE -> Alert.bands(before, after);
            case ANOMALY -> Alert.anomalies(before, after, webhook.party());
        };
    }

    /** What is asked for a webhook. */
    Map<String, String> parameters(Webhook webhook) {
        Map<String, String> parameters = new HashMap<>();
        for (Parameter parameter : view.parameters()) {
            if (parameter.fallback() != null) {
                parameters.put(parameter.name(), parameter.fallback());
            }
        }
        if (party != null && webhook.party() != null) {
            parameters.put(party, webhook.party());
        }
        return parameters;
    }

    /** The answer at a moment: from the image if it stands there, else from the past. */
    Answer at(Looked moment, Map<String, String> parameters, Image image, Past past) {
        Instant now = moment.at();
        boolean live = image.size() == moment.size() && !image.latestValid().isAfter(now);
        Folded folded =
                live ? image : past.at(new Cut(now, Instant.MAX, moment.size(), Confidence.SPECULATED), view.folds());
        return view.answer(folded, new Question(now, parameters));
    }
}
