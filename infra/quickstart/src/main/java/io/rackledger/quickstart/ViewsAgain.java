package io.rackledger.quickstart;

import io.rackledger.format.Commit;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.FilteredView;
import io.rackledger.query.fold.View;
import io.rackledger.query.recount.AnswerJson;
import io.rackledger.query.recount.Recount;
import io.rackledger.query.serve.QueryServiceConfiguration;
import io.rackledger.verify.ViewRecount;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The views of the query service, worked out again for the verifier. For one thread. */
public final class ViewsAgain implements ViewRecount {
    private final Recount recount = new Recount();
    private final AnswerJson json = new AnswerJson();

    @Override
    public void take(Commit commit) {
        recount.take(commit);
    }

    @Override
    public @Nullable JsonNode answer(String view, Map<String, String> parameters, long size, Instant validAsOf) {
        for (View each : QueryServiceConfiguration.VIEWS) {
            if (each.name().equals(view)) {
                Answer answer = recount.answer(new FilteredView(each), parameters, size, validAsOf);
                ObjectNode told = json.object();
                told.set("totals", json.totals(json.object(), answer));
                return json.rows(told, answer);
            }
        }
        return null;
    }
}
