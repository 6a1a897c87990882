package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.CompanyChanges;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.ledger.log.MadeMaker;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;

/** Makers as managers see them, and what a maker's word makes of the pages of a phone. */
@Tag("slow")
final class ProducerPagesTest {
    private static final String ORIGIN = "makers.example/log";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void eachStateCanBeReadAndReached() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        NoteSigner log = LogKeyFile.create(data.resolve("log.key"), ORIGIN, LogKeyFile.Use.LOG);
        try (WitnessServer witness = WitnessServer.start(
                        new WitnessConfig(
                                new Cosigner("witness.example", SigningKey.generate()),
                                folder.resolve("witness-state"),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                "",
                                List.of(new WatchedLog(ORIGIN, List.of(log.verifierKey())))),
                        InstantSource.system(),
                        line -> {});
                OwnPlatform _ = OwnPlatform.start(
                        data,
                        "--wangchuan.witnesses="
                                + Files.writeString(
                                        folder.resolve("policy.txt"),
                                        "witness w " + witness.key() + " " + witness.uri() + "\nquorum w\n"));
                PageEyes eyes = new PageEyes()) {
            look(eyes);
            assertThat(eyes.problems()).isEmpty();
        }
    }

    private static void look(PageEyes eyes) throws Exception {
        PlatformTest.Shop shop = PlatformTest.host();
        UUID manager = shop.account(Role.MANAGER, Role.ADMINISTRATOR);
        Browser proposer = PlatformTest.confirmed(shop.account(Role.MANAGER));
        Browser confirmer = PlatformTest.confirmed(shop.account(Role.MANAGER));
        eyes.signIn(PlatformTest.bean(OneTimeLinks.class).create(manager));
        eyes.look("ledger/producers empty", PageEyes.to(PlatformTest.origin() + "/producers"));

        PlatformTest.bean(CompanyChanges.class).producers(shop.organisation(), true, manager);
        MadeMaker counts = new MadeMaker();
        MadeMaker ends = new MadeMaker();
        MadeMaker waits = new MadeMaker();
        for (MadeMaker maker : List.of(counts, ends, waits)) {
            assertThat(proposer.post("/producers", maker.form("Samsung"), maker.accepts())
                            .status())
                    .isEqualTo(302);
            if (maker != waits) {
                assertThat(confirmer
                                .post("/producers/" + maker.entry() + "/confirm", Map.of())
                                .status())
                        .isEqualTo(302);
            }
        }
        PhoneOrder cleared = PhoneOrder.consented(shop);
        counts.travelsWith(cleared);
        cleared.isReadAgain(Lock.UNLOCKED);
        await(() -> state(cleared) == DeviceState.CLEARED);
        PhoneOrder open = PhoneOrder.consented(shop);
        ends.travelsWith(open);
        open.isReadAgain(Lock.UNLOCKED);
        await(() -> state(open) == DeviceState.CLEARED);
        assertThat(confirmer
                        .upload(
                                "/producers/statements",
                                Map.of(),
                                "statement",
                                ends.withdraws().toBytes())
                        .status())
                .isEqualTo(302);
        await(() -> state(open) == DeviceState.REGISTERED);
        assertThat(confirmer
                        .post("/producers/" + ends.entry() + "/end", java.util.Map.of("stolen", "yes"))
                        .status())
                .isEqualTo(302);

        eyes.look("ledger/producers stale", PageEyes.to(PlatformTest.origin() + "/producers"));
        PasskeyShown.by(manager);
        eyes.look("ledger/producers", PageEyes.to(PlatformTest.origin() + "/producers"));
        eyes.look("ledger/statement maker", PageEyes.to(PlatformTest.origin() + "/statements/" + cleared.order));
        eyes.look("ledger/statement maker withdrawn", PageEyes.to(PlatformTest.origin() + "/statements/" + open.order));
        eyes.look("ledger/trust makers", PageEyes.to(PlatformTest.origin() + "/trust/about"));
        PlatformTest.Shop others = PlatformTest.newShop();
        eyes.signIn(PlatformTest.bean(OneTimeLinks.class).create(others.account(Role.MANAGER)));
        eyes.look("ledger/producers others", PageEyes.to(PlatformTest.origin() + "/producers"));
        eyes.signIn(PlatformTest.bean(OneTimeLinks.class).create(shop.account(Role.CLERK)));
        eyes.look("consumer/proof maker", PageEyes.to(PlatformTest.origin() + "/counter/" + cleared.order + "/proof"));
    }

    private static DeviceState state(PhoneOrder phone) {
        return PlatformTest.bean(Devices.class)
                .find(phone.device.id())
                .orElseThrow()
                .state();
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("it did not happen in time").isBefore(end);
            Thread.sleep(50);
        }
    }
}
