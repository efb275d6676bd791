package io.rackledger.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SourceRulesTest {
    static final List<SourceRule> MAIN_RULES = SourceRules.OF_MAIN;
    static final List<SourceRule> TEST_RULES = SourceRules.OF_TESTS;

    @ParameterizedTest
    @FieldSource("MAIN_RULES")
    void what_ships_keeps_the_rule(SourceRule rule) {
        assertThat(Sources.main()).isNotEmpty();
        assertThat(rule.breaches(Sources.main())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("TEST_RULES")
    void tests_keep_the_rule(SourceRule rule) {
        assertThat(Sources.tests()).isNotEmpty();
        assertThat(rule.breaches(Sources.tests())).isEmpty();
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                Arguments.of(SourceRules.JAVADOC, "public class Bad {}"),
                Arguments.of(SourceRules.JAVADOC, "// not Javadoc\npublic record Bad(int x) {}"),
                Arguments.of(SourceRules.JAVADOC, "/** */\npublic enum Bad {}"),
                Arguments.of(SourceRules.LENGTH, "class Bad {\n" + "\n".repeat(300) + "}"),
                Arguments.of(SourceRules.AUTHORS, "/** @" + "author somebody */\nclass Bad {}"),
                Arguments.of(SourceRules.PROMISES, "class Bad {} // TO" + "DO later"),
                Arguments.of(SourceRules.PROMISES, "/* FIX" + "ME */ class Bad {}"),
                Arguments.of(SourceRules.CATCHES, "class Bad {{ try { } catch (Throwable e) { } }}"),
                Arguments.of(SourceRules.CATCHES, "class Bad {{ try { } catch (final java.lang.Throwable e) { } }}"),
                Arguments.of(SourceRules.CATCHES, "class Bad {{ try { } catch (RuntimeException | Error e) { } }}"),
                Arguments.of(SourceRules.CATCHES, "class Bad { Runnable r = () -> { try { } catch (Error e) { } }; }"),
                Arguments.of(SourceRules.SKIPS, "@Disabled class Bad {}"),
                Arguments.of(SourceRules.SKIPS, "class Bad { @Disabled(\"slow\") void test() {} }"),
                Arguments.of(SourceRules.SKIPS, "class Bad { @org.junit.Ignore void test() {} }"),
                Arguments.of(SourceRules.SKIPS, "class Bad { @DisabledOnOs(OS.LINUX) void test() {} }"),
                Arguments.of(SourceRules.SKIPS, "class Bad { void test() { assumeTrue(false); } }"),
                Arguments.of(SourceRules.SKIPS, "class Bad { void test() { Assumptions.assumeFalse(true); } }"));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void a_breach_is_found_once_and_by_no_other_rule(SourceRule rule, String text) {
        List<Source> bad = List.of(Source.parse("Bad.java", text));

        assertThat(rule.breaches(bad)).singleElement().asString().startsWith("Bad.java");
        assertThat(Stream.concat(SourceRules.OF_MAIN.stream(), SourceRules.OF_TESTS.stream())
                        .distinct()
                        .filter(other -> !other.breaches(bad).isEmpty()))
                .containsExactly(rule);
    }

    @Test
    void a_breach_is_told_with_its_line() {
        Source bad = Source.parse("some/Bad.java", "class Bad {{\ntry { }\ncatch (Throwable e) { } }}");

        assertThat(SourceRules.CATCHES.breaches(List.of(bad))).containsExactly("some/Bad.java:3 has Throwable");
    }

    @Test
    void every_rule_has_a_breach() {
        assertThat(breaches().map(arguments -> arguments.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SourceRules.OF_MAIN.stream(), SourceRules.OF_TESTS.stream())
                                .distinct()
                                .toList());
    }

    @Test
    void a_long_file_may_say_why() {
        String text =
                "/** This file is longer than others because it says so. */\nclass Long {\n" + "\n".repeat(300) + "}";

        assertThat(SourceRules.LENGTH.breaches(List.of(Source.parse("Long.java", text))))
                .isEmpty();
    }

    @Test
    void try_with_resources_is_no_catch() {
        String text = "class Good { void run() throws Exception { try (var in = open()) { in.read(); } } }";

        assertThat(SourceRules.CATCHES.breaches(List.of(Source.parse("Good.java", text))))
                .isEmpty();
    }
}
