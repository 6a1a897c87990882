package org.wangchuan.engine.medium.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.kernel.DeviceNumber;

class ParserFuzzTest {
    private static final String MOUNTS = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
            36 35 8:17 /sub /mnt/with\\040blank rw,noatime master:1 propagate_from:2 - ext3 /dev/sdb1 rw
            40 27 0:45 /@ /srv rw - btrfs /dev/sdc rw,subvol=/@
            """;
    private static final String SWAPS = """
            Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority
            /dev/loop0                              partition\t16380\t\t0\t\t-2
            /var/swap\\040file\\040(deleted)          file\t\t16380\t\t0\t\t-3
            """;

    @Test
    void readsMountsWithTheirDevices() {
        assertThat(Mount.parseTable(MOUNTS))
                .containsExactly(
                        new Mount(new DeviceNumber(0, 21), "/proc", "proc", "proc", "rw"),
                        new Mount(new DeviceNumber(254, 0), "/", "ext4", "/dev/vda", "rw,discard"),
                        new Mount(new DeviceNumber(8, 17), "/mnt/with blank", "ext3", "/dev/sdb1", "rw"),
                        new Mount(new DeviceNumber(0, 45), "/srv", "btrfs", "/dev/sdc", "rw,subvol=/@"));
    }

    @Test
    void aNameThatLooksLikeTheSeparatorChangesNothing() {
        // A blank in a name is always escaped, so " - " is the separator and nothing else.
        assertThat(Mount.parseTable("1 1 8:1 / /a\\040-\\040b rw - ext4 /dev/sda1 rw\n"))
                .containsExactly(new Mount(new DeviceNumber(8, 1), "/a - b", "ext4", "/dev/sda1", "rw"));
    }

    @Test
    void readsSwapAreas() {
        assertThat(SwapTable.parse(SWAPS)).containsExactly("/dev/loop0", "/var/swap file");
    }

    @Test
    void mutatedTablesNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            List<Mount> mounts = Mount.parseTable(mutate(MOUNTS, random));
            assertThat(mounts.size()).as("seed %d", seed).isLessThan(64);
            assertThat(SwapTable.parse(mutate(SWAPS, random)).size())
                    .as("seed %d", seed)
                    .isLessThan(64);
        }
    }

    @Test
    void cleanTextIsBoundedPrintableAndStable() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            String raw = new String(
                    bytes,
                    random.nextBoolean()
                            ? java.nio.charset.StandardCharsets.UTF_8
                            : java.nio.charset.StandardCharsets.UTF_16);
            Optional<String> clean = CleanText.of(raw);
            String text = clean.orElse("x");
            assertThat(text)
                    .as("seed %d", seed)
                    .hasSizeBetween(1, CleanText.CHARS_MAX)
                    .isEqualTo(text.strip());
            assertThat(text.codePoints().noneMatch(Character::isISOControl))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(CleanText.of(text)).as("seed %d", seed).contains(text);
        }
    }

    @Test
    void aBlankAndAPairOfSurrogatesNeverPassTheBound() {
        String pair = Character.toString(0x310C4); // two chars
        for (int lead = CleanText.CHARS_MAX - 4; lead <= CleanText.CHARS_MAX; lead++) {
            String text = "a".repeat(lead) + " " + pair;
            String clean = CleanText.of(text).orElseThrow();
            assertThat(clean).hasSizeLessThanOrEqualTo(CleanText.CHARS_MAX);
            assertThat(clean.endsWith(pair)).isEqualTo(lead + 3 <= CleanText.CHARS_MAX);
            assertThat(CleanText.of(clean)).contains(clean);
        }
    }

    private static String mutate(String table, Random random) {
        StringBuilder text = new StringBuilder(table);
        for (int i = random.nextInt(12); i >= 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x300));
                case 2 -> text.setCharAt(at, " -:/\\0137\n\t".charAt(random.nextInt(11)));
                case 3 -> text.setLength(Math.max(at, 1));
                default -> throw new AssertionError();
            }
        }
        return text.toString();
    }
}
