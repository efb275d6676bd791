package io.rackledger.query.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A view whose rows can be asked for by vendor, programme and order, as far as they tell these. */
public final class FilteredView implements View {
    private final View view;
    private final List<RowFilter> filters;

    public FilteredView(View view) {
        this.view = view;
        this.filters = Arrays.stream(RowFilter.values())
                .filter(filter -> filter.suits(view))
                .toList();
    }

    @Override
    public String name() {
        return view.name();
    }

    @Override
    public String purpose() {
        return view.purpose();
    }

    @Override
    public List<Fold<?>> folds() {
        return view.folds();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(view.parameters());
        filters.forEach(filter -> all.add(filter.parameter()));
        return List.copyOf(all);
    }

    @Override
    public List<String> columns() {
        return view.columns();
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Answer whole = view.answer(folded, question);
        List<RowFilter> asked = filters.stream()
                .filter(filter -> question.parameter(filter.parameter().name()) != null)
                .toList();
        return asked.isEmpty()
                ? whole
                : new Answer(
                        whole.totals(),
                        whole.rows().stream()
                                .filter(row -> asked.stream().allMatch(filter -> filter.allows(row, question)))
                                .toList());
    }
}
