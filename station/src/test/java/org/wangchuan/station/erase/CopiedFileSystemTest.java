package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.testing.Loops;

/**
 * An image on a file system, and a copy of that file system in its place: the same device number, inode, birth, size and UUID. Needs
 * root and loop devices.
 */
@Tag("slow")
class CopiedFileSystemTest {
    @TempDir
    Path folder;

    private Path disk = Path.of("");
    private Path mount = Path.of("");
    private String loop = "";

    @BeforeEach
    void mountAFileSystemWithAnImage() throws Exception {
        disk = folder.resolve("disk");
        mount = Files.createDirectories(folder.resolve("mount"));
        sh("truncate -s 64M " + disk + " && mkfs.ext4 -q " + disk);
        loop = sh("losetup --find --show " + disk);
        sh("mount " + loop + " " + mount + " && truncate -s 1M " + mount + "/image && sync -f " + mount);
    }

    @AfterEach
    void unmount() {
        sh("umount " + mount + "; losetup --detach " + loop);
    }

    @Test
    void anImageThatStaysWhereItIsIsSurelyTheOne() throws Exception {
        JobTicket ticket = JobTicket.read(ticket(Presence.of(image())).toBytes());
        assertThat(ticket.presence().belowSequence()).isPositive();
        assertThat(ticket.isSurelyOn(image())).isTrue();
    }

    @Test
    void anImageOnACopyLooksTheSameAndIsNotSurelyTheOne() throws Exception {
        JobTicket ticket = ticket(Presence.of(image()));
        String copy = folder.resolve("copy").toString();
        sh("umount " + mount + " && losetup --detach " + loop + " && cp " + disk + " " + copy + " && losetup " + loop
                + " " + copy + " && mount " + loop + " " + mount);
        assertThat(ticket.identity().matches(image().identity()))
                .as("as far as it tells")
                .isEmpty();
        assertThat(ticket.identity().backingBornMicros()).isPositive();
        assertThat(ticket.isSurelyOn(image())).isFalse();

        Presence before = ticket.presence();
        assertThat(ticket(new Presence(before.boot(), 0, 0)).isSurelyOn(image()))
                .as("a ticket of a version that did not look")
                .isTrue();
        assertThat(ticket(new Presence("another start", 0, before.belowSequence()))
                        .isSurelyOn(image()))
                .as("numbers of another start of the machine say nothing")
                .isTrue();
    }

    /** A loop device over the image keeps its own number while it stays, and gets another one when it is attached again. */
    @Test
    void aLoopDeviceOverAnImageOnACopyIsNotSurelyTheOneEither() throws Exception {
        JobTicket ticket;
        try (Loops over = Loops.over(mount.resolve("image"))) {
            ticket = ticket(over.path());
            assertThat(ticket.isSurelyOn(examined(over.path()))).isTrue();
        }
        try (Loops again = Loops.over(mount.resolve("image"))) {
            assertThat(ticket.isSurelyOn(examined(again.path())))
                    .as("the same file again")
                    .isTrue();
        }
        String copy = folder.resolve("copy").toString();
        sh("umount " + mount + " && losetup --detach " + loop + " && cp " + disk + " " + copy + " && losetup " + loop
                + " " + copy + " && mount " + loop + " " + mount);
        try (Loops again = Loops.over(mount.resolve("image"))) {
            assertThat(ticket.identity().matches(examined(again.path()).identity()))
                    .isEmpty();
            assertThat(ticket.isSurelyOn(examined(again.path()))).isFalse();
        }
    }

    private Medium image() {
        return examined(mount.resolve("image"));
    }

    private static Medium examined(Path path) {
        if (new MediumExaminer().examine(path) instanceof Examined(Medium medium)) {
            return medium;
        }
        throw new AssertionError(new MediumExaminer().examine(path));
    }

    private static JobTicket ticket(Path path) {
        Medium medium = examined(path);
        return ticket(medium, Presence.of(medium));
    }

    private JobTicket ticket(Presence presence) {
        return ticket(image(), presence);
    }

    private static JobTicket ticket(Medium medium, Presence presence) {
        return new JobTicket(
                new UUID(0, 1),
                medium.realPath().toString(),
                medium.identity(),
                presence,
                "nist-clear",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.empty(),
                new UUID(1, 1),
                new UUID(2, 1),
                "image-1");
    }

    private static String sh(String command) {
        return Loops.run(List.of("sh", "-c", command));
    }
}
