package io.rackledger.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A rule over compiled classes, and the code that breaks it.
 *
 * @param name the rule's name in kebab-case; without its dashes, the package in {@code io.rackledger.fixture} whose
 *     classes break this rule and no other
 * @param packages the packages that the rule names, without the root; each must hold classes in the real code, or the
 *     rule would guard nothing once one is renamed
 * @param beneath the rule for the code beneath a root package, so that a fixture can stand in for all of it
 */
record HouseRule(String name, List<String> packages, Function<String, ArchRule> beneath) {
    /** The root of the real code. */
    static final String CODE = "io.rackledger";

    /** The root of all fixtures. */
    static final String FIXTURES = CODE + ".fixture";

    HouseRule {
        packages = List.copyOf(packages);
    }

    /** The root of the classes that break this rule. */
    String fixture() {
        return FIXTURES + "." + name.replace("-", "");
    }

    /** Fails with every breach, and where there is nothing to judge. */
    void check(JavaClasses classes) {
        beneath.apply(CODE).allowEmptyShould(false).check(classes);
    }

    /** What breaks this rule beneath the root, one line a breach; nothing where there is nothing to judge. */
    List<String> breaches(String root, JavaClasses classes) {
        return beneath.apply(root)
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    @Override
    public String toString() {
        return name;
    }
}
