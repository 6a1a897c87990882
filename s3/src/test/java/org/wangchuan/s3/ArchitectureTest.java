package org.wangchuan.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "org.wangchuan.s3";

    @Test
    void aBucketNeedsTheSeamOfTheLogAndThePlatform() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        assertThat(classes.size()).isGreaterThan(10);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT,
                        "org.wangchuan.proof.storage",
                        "org.wangchuan.proof.log",
                        "java..",
                        "javax.crypto..",
                        "javax.xml.stream..",
                        "org.jspecify..")
                .check(classes);
    }
}
