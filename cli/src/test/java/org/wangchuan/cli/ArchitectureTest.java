package org.wangchuan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and within the engine, as docs/architecture.md draws them. */
class ArchitectureTest {
    private static final String ROOT = "org.wangchuan.";
    private static final String MEDIUM = ROOT + "engine.medium";
    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        ROOT + "canonical",
                        ROOT + "engine",
                        ROOT + "proof",
                        ROOT + "paper",
                        ROOT + "print",
                        ROOT + "page",
                        ROOT + "seal",
                        ROOT + "station",
                        ROOT + "witness",
                        ROOT + "s3",
                        ROOT + "cli");
        for (String module : new String[] {
            "canonical", "engine", "proof", "paper", "print", "page", "seal", "station", "witness", "s3", "cli"
        }) {
            assertThat(classes.stream().anyMatch(type -> type.getPackageName().startsWith(ROOT + module)))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void whatDestroysDataKnowsNoKeysAndWhatCertifiesKnowsNoDevices() {
        neverSees("engine", "proof", "paper", "station", "cli");
        neverSees("proof", "engine", "paper", "station", "cli");
        neverSees("paper", "engine", "proof", "print", "station", "cli");
        neverSees("print", "engine", "page", "seal", "station", "cli");
        neverSees("canonical", "engine", "proof", "paper", "station", "cli");
        neverSees("page", "engine", "proof", "paper", "station", "witness", "cli");
        neverSees("seal", "canonical", "engine", "proof", "paper", "page", "station", "witness", "s3", "cli");
        neverSees("station", "page", "s3", "cli");
        neverSees("witness", "engine", "paper", "station", "s3", "cli");
        neverSees("s3", "engine", "paper", "page", "station", "witness", "cli");
        for (String module : new String[] {"canonical", "engine", "proof", "paper", "print"}) {
            neverSees(module, "witness", "s3");
        }
    }

    @Test
    void theEngineUsesNothingButThePlatform() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "engine..",
                        ROOT + "canonical..",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "javax.security.auth.x500..",
                        "org.jspecify..")
                .check(classes);
    }

    /** What another program printed is nobody's evidence, and an empty answer of it was taken for an erasure elsewhere. */
    @Test
    void theEngineStartsNoOtherProgram() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Process.class, ProcessBuilder.class, Runtime.class)
                .check(classes);
    }

    /** What is read of a phone before its owner consented is decided by the type of its session: nobody gets at what is below it. */
    @Test
    void whatSpeaksToAnIphoneStaysBelowItsSessions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "engine.apple..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "engine.apple.plist..",
                        ROOT + "engine.apple.wire..",
                        ROOT + "engine.apple.usbmux..",
                        ROOT + "engine.apple.pairing..",
                        ROOT + "engine.apple.lockdown..")
                .check(classes);
        SlicesRuleDefinition.slices()
                .matching(ROOT + "engine.apple.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void packagesOfTheEngineDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + "engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** Values below, then what reads the system, then the two ways in; whoever looks never opens for writing. */
    @Test
    void roomsOfTheMediumHaveTheirOrder() {
        SlicesRuleDefinition.slices()
                .matching(MEDIUM + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
        for (String room : new String[] {"identity", "backing", "use", "hidden", "watch"}) {
            neverSees("engine.medium." + room, "engine.medium.examine", "engine.medium.open");
        }
        neverSees("engine.medium.examine", "engine.medium.open", "engine.medium.watch");
        noClasses()
                .that()
                .resideInAPackage(MEDIUM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MEDIUM + ".*..")
                .check(classes);
    }

    /** Whoever looks again at an erased drive is given no way to write to it, and asks for none. */
    @Test
    void whatOnlyReadsHoldsNothingThatWrites() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.engine\\.job\\.(Recheck|Readable|LeftBehind).*")
                .or()
                .resideInAPackage(ROOT + "station.recheck..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        ".*\\.(BlockChannel|OpenMedium|Opened|ErasableMedium|EraseJob|OverwritePass|WriteStep|WriteMover)")
                .check(classes);
    }

    /** A verdict is a function of what was recorded: nothing of it may look at a device. */
    @Test
    void judgingNeverTouchesADevice() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "engine.evidence..",
                        ROOT + "engine.verdict..",
                        ROOT + "engine.policy..",
                        ROOT + "engine.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "engine.kernel..", ROOT + "engine.job..", ROOT + "engine.overwrite..")
                .check(classes);
    }

    /** Nor by way of others: what was asked of a drive is judged by the rules by which it was asked, over the record. */
    @Test
    void noWayLeadsFromTheRecordToTheKernel() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "engine.evidence..",
                        ROOT + "engine.verdict..",
                        ROOT + "engine.policy..",
                        ROOT + "engine.plan..",
                        MEDIUM + ".hidden..")
                .should()
                .transitivelyDependOnClassesThat()
                .haveFullyQualifiedName(ROOT + "engine.kernel.Kernel")
                .check(classes);
    }

    private static void neverSees(String module, String... others) {
        for (String other : others) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + other + "..")
                    .check(classes);
        }
    }
}
