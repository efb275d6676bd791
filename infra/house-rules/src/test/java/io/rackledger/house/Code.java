package io.rackledger.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled code that is judged. */
final class Code {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location ->
                    !location.contains("/io/rackledger/fixture/") && !location.contains("/io/rackledger/house/"))
            .importPackages(HouseRule.CODE);

    private Code() {}

    /** What ships, of every module that is a dependency of this one. */
    static JavaClasses main() {
        return MAIN;
    }

    /** The classes that break a rule. */
    static JavaClasses fixture(HouseRule rule) {
        return new ClassFileImporter().importPackages(rule.fixture());
    }

    /** Every fixture there is. */
    static JavaClasses fixtures() {
        return new ClassFileImporter().importPackages(HouseRule.FIXTURES);
    }
}
