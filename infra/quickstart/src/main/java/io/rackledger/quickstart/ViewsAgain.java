package io.rackledger.quickstart;

import io.rackledger.format.Commit;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.FilteredView;
import io.rackledger.query.fold.View;
import io.rackledger.query.recount.AnswerJson;
import io.rackledger.query.recount.EveryView;
import io.rackledger.query.recount.Exported;
import io.rackledger.query.recount.Recount;
import io.rackledger.verify.ViewRecount;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The views of the query service, worked out again for the verifier. For one thread. */
public final class ViewsAgain implements ViewRecount {
    private final Recount recount = new Recount();
    private final AnswerJson json = new AnswerJson();
    private final Map<String, View> views = new LinkedHashMap<>();

    /** Of every view. */
    public ViewsAgain() {
        EveryView.ALL.forEach(view -> views.put(view.name(), new FilteredView(view)));
    }

    @Override
    public void take(Commit commit) {
        recount.take(commit);
    }

    @Override
    public List<Asked> asked() {
        return views.values().stream()
                .flatMap(view -> Exported.asked(view).stream().map(parameters -> new Asked(view.name(), parameters)))
                .toList();
    }

    @Override
    public JsonNode answer(Asked asked, long size, Instant validAsOf) {
        View view = views.get(asked.view());
        if (view == null) {
            throw new IllegalArgumentException("there is no view '" + asked.view() + "'");
        }
        Answer answer = recount.answer(view, asked.parameters(), size, validAsOf);
        ObjectNode told = json.object();
        told.set("totals", json.totals(json.object(), answer));
        return json.rows(told, answer);
    }
}
