package io.rackledger.query.fold;

import java.util.List;

/** Figures from the states of one or more folds. Pure: no clock, no I/O. */
public interface View {
    /** The name in the API. */
    String name();

    /** For people, one sentence. */
    String purpose();

    /** What it is answered from. */
    List<Fold<?>> folds();

    List<Parameter> parameters();

    /** The names of a row's figures, in their order. */
    List<String> columns();

    /**
     * Answers.
     *
     * @throws BadQuestionException if a parameter's value makes no sense
     */
    Answer answer(Folded folded, Question question);
}
