package org.wangchuan.proof.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;

class ArchitectureTest {
    private static final String ROOT = "org.wangchuan.proof";
    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        assertThat(classes.size()).isGreaterThan(50);
    }

    private static DescribedPredicate<JavaClass> whatSigns() {
        return DescribedPredicate.describe(
                "what signs",
                type -> type.getPackageName().equals(ROOT + ".issue")
                        || type.isEquivalentTo(SigningKey.class)
                        || type.isEquivalentTo(NoteSigner.class)
                        || type.isEquivalentTo(Cosigner.class)
                        || type.isEquivalentTo(TileLog.class));
    }

    @Test
    void verifyingReachesNothingThatSignsNotEvenByDetour() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".verify",
                        ROOT + ".policy",
                        ROOT + ".receipt",
                        ROOT + ".record",
                        ROOT + ".recheck",
                        ROOT + ".status",
                        ROOT + ".certificate",
                        ROOT + ".trust",
                        ROOT + ".producer",
                        ROOT + ".statement")
                .should()
                .transitivelyDependOnClassesThat(whatSigns())
                .check(classes);
    }

    @Test
    void packagesDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void onlyKeysKnowTheCryptoLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".key")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(classes);
    }

    @Test
    void nothingElseIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "org.wangchuan.canonical",
                        "java..",
                        "javax.crypto..",
                        "org.bouncycastle..",
                        "org.jspecify..")
                .check(classes);
    }

    /** A library that verifies must not be able to call home; HTTP is for the module {@code witness}. */
    @Test
    void nothingHereSpeaksToANetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels.spi..", "com.sun..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.channels\\..*Socket.*")
                .check(classes);
    }
}
