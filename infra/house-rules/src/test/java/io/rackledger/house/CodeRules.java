package io.rackledger.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What code may do and how it is called, wherever it stands. */
final class CodeRules {
    private static final Set<String> INJECTING =
            Set.of("Autowired", "Inject", "Resource", "Value", "PersistenceContext");
    private static final Pattern VAGUE =
            Pattern.compile("(^|\\.)(utils?|commons?|helpers?|managers?|impl|base|internal)(\\.|$)");
    private static final Set<String> IMPURE_TYPES = Set.of(
            "java.time.Clock",
            "java.util.Random",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.lang.System$Logger");

    /** A library that is loaded lazily may need the right class loader, which changes no result. */
    private static final Set<String> LOADING =
            Set.of("currentThread", "getContextClassLoader", "setContextClassLoader");

    private static final List<String> IMPURE_PACKAGES =
            List.of("org.slf4j.", "java.util.logging.", "java.util.random.", "java.nio.file.", "java.net.");

    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "decisions-and-folds-are-pure",
                    List.of("command.decision", "query.fold", "events", "listing"),
                    CodeRules::pure),
            new HouseRule(
                    "no-sleep",
                    List.of(),
                    root -> noClasses()
                            .should()
                            .accessTargetWhere(target("sleeps", CodeRules::sleeps))
                            .because("a wait ends when something happens, or at a named limit")),
            new HouseRule(
                    "waits-have-limits",
                    List.of(),
                    root -> noClasses()
                            .should()
                            .accessTargetWhere(describe(
                                    "waits without a limit and is not explained",
                                    access -> Waits.endless(access) && !Waits.explained(access)))
                            .because("every wait has a named limit")),
            new HouseRule(
                    "no-field-injection",
                    List.of(),
                    root -> noFields()
                            .should()
                            .beAnnotatedWith(describe(
                                    "an injecting annotation",
                                    annotation -> INJECTING.contains(
                                            annotation.getRawType().getSimpleName())))
                            .because("an object is complete once it is constructed")),
            new HouseRule(
                    "no-jdk-logging",
                    List.of(),
                    root -> noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("java.util.logging..")
                            .because("one log, through SLF4J")),
            new HouseRule(
                    "output-belongs-to-the-terminal",
                    List.of("bench", "cli", "erasure", "quickstart", "verify", "witness"),
                    CodeRules::output),
            new HouseRule(
                    "names-say-what",
                    List.of(),
                    root -> noClasses()
                            .should()
                            .haveNameMatching("(.*[.$])?(Abstract\\w*|\\w*(Utils?|Helper|Manager|Impl|Base))")
                            .because("a name states the guarantee, not the mechanism")),
            new HouseRule(
                    "packages-say-what",
                    List.of(),
                    root -> noClasses()
                            .should(be(describe(
                                    "in a package called util, common, helper, manager, impl, base or internal",
                                    type -> VAGUE.matcher(type.getPackageName()).find())))
                            .because("feature first, and flat packages over internal ones")));

    private CodeRules() {}

    private static ArchRule pure(String root) {
        DescribedPredicate<JavaClass> pure = Parts.deciders(root)
                .or(Parts.views(root))
                .or(resideInAnyPackage(Parts.of(root, "command.decision", "query.fold", "events", "listing")));
        return noClasses()
                .that(pure.as("are deciders, views, events, listing rules or what these share"))
                .should()
                .dependOnClassesThat(describe("tell time, draw lots, log or do I/O", CodeRules::impure))
                .orShould()
                .accessTargetWhere(
                        target("tells time, draws lots, touches a thread or the terminal", CodeRules::impure))
                .because("time and ids arrive in the command");
    }

    private static boolean impure(JavaClass type) {
        String inPackage = type.getPackageName() + ".";
        return IMPURE_TYPES.contains(type.getName())
                || IMPURE_PACKAGES.stream().anyMatch(inPackage::startsWith)
                || inPackage.equals("java.io.") && !type.getSimpleName().equals("Serializable");
    }

    private static boolean impure(AccessTarget target) {
        String name = target.getName();
        return switch (target.getOwner().getName()) {
            case "java.lang.System" ->
                Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "out", "err", "in")
                        .contains(name);
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.lang.Thread" -> !LOADING.contains(name);
            default -> name.equals("now") && target.getOwner().getPackageName().startsWith("java.time");
        };
    }

    private static boolean sleeps(AccessTarget target) {
        return target.getName().equals("sleep")
                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                        .contains(target.getOwner().getName());
    }

    private static ArchRule output(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        Parts.of(root, "bench..", "cli..", "erasure..", "quickstart..", "verify..", "witness.."))
                .should()
                .accessTargetWhere(target(
                        "writes to the terminal",
                        target -> target.getName().equals("printStackTrace")
                                || target.getOwner().getName().equals("java.lang.System")
                                        && Set.of("out", "err").contains(target.getName())))
                .because("a service speaks through its log and its answers");
    }

    private static DescribedPredicate<JavaAccess<?>> target(String words, Predicate<AccessTarget> predicate) {
        return describe(words, access -> predicate.test(access.getTarget()));
    }
}
