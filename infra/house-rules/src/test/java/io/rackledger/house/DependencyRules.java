package io.rackledger.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which part may know which: data goes one way, and a library stays where its adapter is. */
final class DependencyRules {
    static final List<HouseRule> ALL = List.of(
            new HouseRule(
                    "events-stand-alone",
                    List.of("events"),
                    root -> only(root, List.of("events"), List.of("org.joda.money.."), "events outlive every library")),
            new HouseRule(
                    "wire-adds-jackson",
                    List.of("events.wire", "events"),
                    root -> only(
                            root,
                            List.of("events.wire", "events"),
                            List.of("org.joda.money..", "tools.jackson..", "com.fasterxml.jackson.annotation.."),
                            "an event and its JSON meet in one place")),
            new HouseRule(
                    "format-is-plain",
                    List.of("format"),
                    root -> only(root, List.of("format.."), List.of(), "an auditor verifies with a JDK alone")),
            new HouseRule(
                    "transparency-is-plain",
                    List.of("transparency", "format"),
                    root -> only(
                            root,
                            List.of("transparency..", "format"),
                            List.of(),
                            "who checks evidence trusts a JDK, and nobody's library")),
            new HouseRule(
                    "verifier-is-plain",
                    List.of("verify", "transparency", "format"),
                    root -> only(
                            root,
                            List.of("verify", "transparency", "format"),
                            List.of("tools.jackson..", "picocli.."),
                            "an auditor's program holds nothing of what it checks")),
            new HouseRule(
                    "witness-is-plain",
                    List.of("witness", "transparency", "format"),
                    root -> only(
                            root,
                            List.of("witness", "transparency", "format"),
                            List.of("com.sun.net.httpserver..", "picocli.."),
                            "a witness runs where nothing else of ours does")),
            new HouseRule(
                    "keys-at-the-edges",
                    List.of("erasure", "web", "command.web", "query.audit", "quickstart"),
                    root -> keptIn(
                            Parts.of(root, "erasure..", "web..", "command.web..", "query.audit..", "quickstart.."),
                            resideInAPackage(root + ".erasure.."),
                            "texts of people are encrypted before anything is decided, and read where it is recorded"
                                    + " who looks")),
            new HouseRule(
                    "erasure-is-plain",
                    List.of("erasure", "events"),
                    root -> only(
                            root,
                            List.of("erasure", "events"),
                            List.of("javax.crypto..", "picocli.."),
                            "who destroys keys needs neither the ledger nor its services")),
            new HouseRule(
                    "listing-is-plain",
                    List.of("listing"),
                    root -> only(
                            root,
                            List.of("listing.."),
                            List.of("de.focus_shift.jollyday.."),
                            "deciders and views share these rules")),
            new HouseRule("ledger-knows-no-domain", List.of("ledger", "format"), DependencyRules::ledgerKnowsNoDomain),
            new HouseRule(
                    "axon-in-its-adapters",
                    List.of("ledger.axon", "command.axon"),
                    root -> keptIn(
                            Parts.of(root, "ledger.axon..", "command.axon.."),
                            resideInAPackage("org.axonframework.."),
                            "Axon's engine interface is internal and moves")),
            new HouseRule(
                    "kafka-in-its-shell",
                    List.of("ledger.kafka", "query.publish", "broker", "quickstart", "bench"),
                    root -> keptIn(
                            Parts.of(root, "ledger.kafka..", "query.publish..", "broker..", "quickstart..", "bench.."),
                            resideInAPackage("org.apache.kafka.."),
                            "nothing else knows an offset")),
            new HouseRule(
                    "cloud-events-in-the-publisher",
                    List.of("query.publish"),
                    root -> keptIn(
                            Parts.of(root, "query.publish.."),
                            resideInAPackage("io.cloudevents.."),
                            "how events are told to others changes nothing of what they are")),
            new HouseRule(
                    "kafka-server-in-the-broker",
                    List.of("broker"),
                    root -> keptIn(
                            Parts.of(root, "broker.."),
                            resideInAnyPackage("kafka..", "org.apache.kafka..")
                                    .and(not(resideInAnyPackage(
                                            "org.apache.kafka.clients..", "org.apache.kafka.common..")))
                                    .as("reside in a package of Kafka's server"),
                            "the server's classes are no stable API")),
            new HouseRule(
                    "deciders-are-plain",
                    List.of("command.decision", "events", "listing"),
                    DependencyRules::decidersArePlain),
            new HouseRule(
                    "deciders-apart",
                    List.of(),
                    root -> slices().assignedFrom(Parts.eachFeature(Parts.deciders(root)))
                            .should()
                            .notDependOnEachOther()
                            .because("what two features need belongs to decision")),
            new HouseRule(
                    "fork-is-plain",
                    List.of("command.fork", "command.decision", "events", "events.wire", "ledger", "format"),
                    root -> only(
                            root,
                            List.of("command.fork", "command.decision", "events", "events.wire", "ledger", "format"),
                            List.of(),
                            "what a fork decides depends on a ledger and its deciders alone")),
            new HouseRule(
                    "views-are-plain", List.of("query.fold", "events", "listing"), DependencyRules::viewsArePlain),
            new HouseRule(
                    "views-apart",
                    List.of(),
                    root -> slices().assignedFrom(Parts.eachFeature(Parts.views(root)))
                            .should()
                            .notDependOnEachOther()
                            .because("what two views need belongs to fold")),
            new HouseRule(
                    "commands-know-no-view",
                    List.of("command", "query"),
                    root -> apart(root, "command..", "query..", "a decision never reads a view")),
            new HouseRule(
                    "views-know-no-command",
                    List.of("command", "query"),
                    root -> apart(root, "query..", "command..", "a view is never asked for permission")),
            new HouseRule(
                    "no-cycles",
                    List.of("command", "query", "ledger"),
                    root -> slices().assignedFrom(Parts.eachPackage(root))
                            .should()
                            .beFreeOfCycles()
                            .because("data goes one way")),
            new HouseRule(
                    "sql-in-the-store",
                    List.of("query.store"),
                    root -> keptIn(
                            Parts.of(root, "query.store.."),
                            resideInAnyPackage(
                                    "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.flywaydb.."),
                            "tables are what a store keeps, and nobody else's business")),
            new HouseRule(
                    "mvstore-in-the-index",
                    List.of("ledger"),
                    root -> keptIn(
                            Parts.of(root, "ledger"),
                            resideInAPackage("org.h2.mvstore.."),
                            "a ledger's index is the one file that is not asked by SQL")),
            new HouseRule(
                    "http-at-the-edge",
                    List.of("command.web", "query.serve", "query.audit", "web"),
                    root -> keptIn(
                            Parts.of(root, "command.web..", "query.serve..", "query.audit..", "web.."),
                            resideInAnyPackage(
                                    "org.springframework.web..", "org.springframework.http..", "jakarta.servlet.."),
                            "HTTP ends where a command or a question begins")));

    private DependencyRules() {}

    private static ArchRule ledgerKnowsNoDomain(String root) {
        DescribedPredicate<JavaClass> foreign =
                resideInAPackage(root + "..").and(not(resideInAnyPackage(Parts.of(root, "ledger..", "format.."))));
        return noClasses()
                .that()
                .resideInAPackage(root + ".ledger..")
                .should()
                .dependOnClassesThat(foreign.or(resideInAPackage("org.springframework.."))
                        .as("are Spring's or of another part than ledger and format"))
                .because("the ledger is of use to any domain");
    }

    private static ArchRule decidersArePlain(String root) {
        DescribedPredicate<JavaClass> subject = Parts.deciders(root).or(resideInAPackage(root + ".command.decision"));
        return classes()
                .that(subject.as("are deciders or of command.decision"))
                .should()
                .onlyDependOnClassesThat(
                        subject.or(plain(root))
                                .or(resideInAPackage("org.pcollections.."))
                                .as(
                                        "are the JDK's, joda-money's, PCollections', JSpecify's, events, listing rules or of command.decision"))
                .because("a decision is a pure function of its boundary");
    }

    private static ArchRule viewsArePlain(String root) {
        DescribedPredicate<JavaClass> subject = Parts.views(root).or(resideInAPackage(root + ".query.fold"));
        return classes()
                .that(subject.as("are views or of query.fold"))
                .should()
                .onlyDependOnClassesThat(
                        subject.or(plain(root))
                                .or(eventNames(root))
                                .as(
                                        "are the JDK's, joda-money's, JSpecify's, events, their names, listing rules or of query.fold"))
                .because("one pure fold serves the live view, the replay and the what-if");
    }

    /** Of the wire, a view that tells a story needs the names of events, and no more. */
    private static DescribedPredicate<JavaClass> eventNames(String root) {
        return DescribedPredicate.describe("EventType", type -> type.getName().equals(root + ".events.wire.EventType"));
    }

    private static DescribedPredicate<JavaClass> plain(String root) {
        List<String> packages = new ArrayList<>(Parts.EVERYWHERE);
        packages.add("org.joda.money..");
        packages.addAll(List.of(Parts.of(root, "events", "listing")));
        return resideInAnyPackage(packages.toArray(String[]::new));
    }

    /** The first of the parts may use all of them and the libraries. */
    private static ArchRule only(String root, List<String> parts, List<String> libraries, String because) {
        String[] allowed = Stream.of(
                        Stream.of(Parts.of(root, parts.toArray(String[]::new))),
                        libraries.stream(),
                        Parts.EVERYWHERE.stream())
                .flatMap(packages -> packages)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "." + parts.getFirst())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because(because);
    }

    private static ArchRule keptIn(String[] homes, DescribedPredicate<JavaClass> library, String because) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat(library)
                .because(because);
    }

    private static ArchRule apart(String root, String from, String to, String because) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + "." + to)
                .because(because);
    }
}
