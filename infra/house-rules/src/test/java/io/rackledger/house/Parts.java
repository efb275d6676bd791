package io.rackledger.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The parts that rules speak of. A new sub-package of a service is a feature, until it is named here as something else. */
final class Parts {
    /** Sub-packages of {@code command} that are no features. */
    static final Set<String> AROUND_COMMANDS = Set.of("decision", "axon", "fork", "web");

    /** Sub-packages of {@code query} that are no features. */
    static final Set<String> AROUND_VIEWS =
            Set.of("fold", "follow", "store", "webhook", "serve", "audit", "epcis", "publish", "recount");

    /** What every part may use. */
    static final List<String> EVERYWHERE = List.of("java..", "org.jspecify..");

    private Parts() {}

    /** Package patterns beneath the root. */
    static String[] of(String root, String... names) {
        return Arrays.stream(names).map(name -> root + "." + name).toArray(String[]::new);
    }

    /** Commands with their deciders. */
    static DescribedPredicate<JavaClass> deciders(String root) {
        return features(root + ".command", AROUND_COMMANDS, "deciders");
    }

    /** Views. */
    static DescribedPredicate<JavaClass> views(String root) {
        return features(root + ".query", AROUND_VIEWS, "views");
    }

    /** Each feature of a service is a slice, and nothing else. */
    static SliceAssignment eachFeature(DescribedPredicate<JavaClass> features) {
        return assignment("each of the " + features.getDescription(), features);
    }

    /** Each package is a slice, without its sub-packages. */
    static SliceAssignment eachPackage(String root) {
        return assignment(
                "each package",
                DescribedPredicate.describe(
                        "in " + root, type -> (type.getPackageName() + ".").startsWith(root + ".")));
    }

    private static SliceAssignment assignment(String description, DescribedPredicate<JavaClass> slices) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return slices.test(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return description;
            }
        };
    }

    private static DescribedPredicate<JavaClass> features(String service, Set<String> around, String words) {
        return DescribedPredicate.describe(words, type -> {
            String name = type.getPackageName();
            if (!name.startsWith(service + ".")) {
                return false;
            }
            String part = name.substring(service.length() + 1).split("\\.", 2)[0];
            return !around.contains(part);
        });
    }
}
