package io.rackledger.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What only sources show: comments, length, catches, and tests that don't run. */
final class SourceRules {
    private static final int MOST_LINES = 300;
    private static final String REASON = "longer than others";
    /* Both in two halves, so that this file keeps its own rules. */
    private static final Pattern AUTHOR = Pattern.compile("@" + "author\\b");
    private static final Pattern PROMISE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Set<String> EVERYTHING =
            Set.of("Throwable", "java.lang.Throwable", "Error", "java.lang.Error");
    private static final Pattern SKIPPING =
            Pattern.compile("(.*\\.)?(Disabled\\w*|Ignore|EnabledIf\\w*|EnabledOn\\w*|EnabledFor\\w*)");
    private static final Pattern ASSUMING =
            Pattern.compile("(.*\\.)?(assumeTrue|assumeFalse|assumingThat|assumeThat\\w*|Assumptions\\.abort)");

    static final SourceRule JAVADOC = new SourceRule(
            "public-types-have-javadoc",
            source -> source.publicTypes()
                    .filter(type -> source.javadoc(type).isEmpty())
                    .map(type -> source.at(type) + " has no Javadoc on " + type.getSimpleName()));

    static final SourceRule LENGTH = new SourceRule("long-files-say-why", SourceRules::tooLong);

    static final SourceRule AUTHORS = new SourceRule("no-author-tags", source -> matches(source, AUTHOR));

    static final SourceRule PROMISES = new SourceRule("nothing-left-to-do", source -> matches(source, PROMISE));

    static final SourceRule CATCHES =
            new SourceRule("nobody-catches-throwable", source -> scan(source, SourceRules::catchAll));

    static final SourceRule SKIPS = new SourceRule("no-test-is-skipped", source -> scan(source, SourceRules::skip));

    /** Rules over what ships. */
    static final List<SourceRule> OF_MAIN = List.of(JAVADOC, LENGTH, AUTHORS, PROMISES, CATCHES);

    /** Rules over tests. */
    static final List<SourceRule> OF_TESTS = List.of(AUTHORS, PROMISES, SKIPS);

    private SourceRules() {}

    private static Stream<String> tooLong(Source source) {
        boolean explained = source.types().anyMatch(type -> source.javadoc(type).contains(REASON));
        return source.lines() > MOST_LINES && !explained
                ? Stream.of(source.name() + " has " + source.lines() + " lines and no sentence on why it is " + REASON)
                : Stream.empty();
    }

    private static Stream<String> matches(Source source, Pattern pattern) {
        List<String> lines = source.text().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> pattern.matcher(lines.get(line)).find())
                .mapToObj(line -> source.name() + ":" + (line + 1) + " says "
                        + lines.get(line).strip());
    }

    private static void catchAll(Tree tree, List<Tree> found) {
        if (tree instanceof CatchTree caught) {
            Tree type = caught.getParameter().getType();
            List<? extends Tree> types =
                    type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
            if (types.stream().anyMatch(each -> EVERYTHING.contains(each.toString()))) {
                found.add(type);
            }
        }
    }

    private static void skip(Tree tree, List<Tree> found) {
        boolean skips = tree instanceof AnnotationTree annotation && matches(SKIPPING, annotation.getAnnotationType())
                || tree instanceof MethodInvocationTree call && matches(ASSUMING, call.getMethodSelect())
                || tree instanceof ImportTree imported
                        && imported.isStatic()
                        && matches(ASSUMING, imported.getQualifiedIdentifier());
        if (skips) {
            found.add(tree);
        }
    }

    private static boolean matches(Pattern pattern, Tree name) {
        return pattern.matcher(name.toString()).matches();
    }

    /** Visits every tree of the file. */
    private static Stream<String> scan(Source source, BiConsumer<Tree, List<Tree>> rule) {
        List<Tree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree != null) {
                    rule.accept(tree, found);
                }
                return super.scan(tree, nothing);
            }
        }.scan(source.unit(), null);
        return found.stream()
                .map(tree -> source.at(tree) + " has " + tree.toString().strip());
    }
}
