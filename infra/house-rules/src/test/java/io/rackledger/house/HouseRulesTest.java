package io.rackledger.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    /** Where what we are compared with lives: on class paths of its own, which the default build doesn't have. */
    private static final String PEERS = "infra/peers/";

    static Stream<HouseRule> rules() {
        return Stream.of(DependencyRules.ALL, CodeRules.ALL).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_code_keeps_the_rule(HouseRule rule) {
        rule.check(Code.main());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_packages_that_a_rule_names_hold_classes(HouseRule rule) {
        Set<String> held = Code.main().stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(rule.packages().stream()
                        .map(name -> HouseRule.CODE + "." + name)
                        .filter(name -> !held.contains(name)))
                .as("packages without classes; a rule over them guards nothing")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_class_of_the_fixture_breaks_the_rule(HouseRule rule) {
        JavaClasses fixture = Code.fixture(rule);
        List<String> breaches = rule.breaches(rule.fixture(), fixture);

        assertThat(fixture).as("classes in %s", rule.fixture()).isNotEmpty();
        assertThat(fixture.stream().filter(JavaClass::isTopLevelClass))
                .allSatisfy(type -> assertThat(breaches)
                        .as("breaches of %s, one of which names the class", rule)
                        .anySatisfy(breach -> assertThat(breach).contains(type.getName())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_fixture_breaks_no_other_rule(HouseRule rule) {
        JavaClasses fixture = Code.fixture(rule);

        assertThat(rules().filter(other ->
                        !other.breaches(rule.fixture(), fixture).isEmpty()))
                .containsExactly(rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_over_no_classes_fails(HouseRule rule) {
        JavaClasses none = new ClassFileImporter().importPackages("io.rackledger.nowhere");

        assertThatThrownBy(() -> rule.check(none)).isInstanceOf(AssertionError.class);
    }

    @Test
    void every_fixture_belongs_to_a_rule() {
        Set<String> owned = rules().map(HouseRule::fixture).collect(Collectors.toSet());

        assertThat(Code.fixtures().stream().map(JavaClass::getPackageName))
                .allSatisfy(name -> assertThat(owned)
                        .anySatisfy(root -> assertThat(name + ".").startsWith(root + ".")));
    }

    @Test
    void every_explained_wait_is_still_there() {
        Set<String> waits = Code.main().stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(Waits::endless)
                .map(Waits::key)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(waits).containsExactlyInAnyOrderElementsOf(Waits.EXPLAINED.keySet());
    }

    @Test
    void the_rules_see_every_type_of_every_module_but_peers() {
        Set<String> seen = Code.main().stream().map(JavaClass::getName).collect(Collectors.toSet());

        assertThat(Sources.main()).isNotEmpty();
        assertThat(Sources.main().stream()
                        .filter(source -> !source.name().startsWith(PEERS))
                        .filter(Source::declaresTypes)
                        .map(Source::typeName)
                        .filter(name -> !seen.contains(name)))
                .as("types that no rule sees, their module being no dependency in the pom of house-rules")
                .isEmpty();
    }
}
