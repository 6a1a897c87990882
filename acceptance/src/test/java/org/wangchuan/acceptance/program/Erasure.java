package org.wangchuan.acceptance.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.acceptance.disk.LyingDisk;

/** The command line of one erasure. Not thread-safe. */
public final class Erasure {
    private final List<String> arguments = new ArrayList<>(List.of("erase"));

    private Erasure(Path out) {
        arguments.addAll(List.of("--json", "--out", out.toString()));
    }

    /** Erases disks, confirmed, with results as JSON and receipts in {@code out}. */
    public static Erasure of(Path out, LyingDisk... disks) {
        Erasure erasure = new Erasure(out);
        for (LyingDisk disk : disks) {
            erasure.with(disk.path().toString(), "--confirm", disk.name());
        }
        return erasure;
    }

    /** Erases a file or device, confirmed by its name. */
    public static Erasure of(Path out, Path target) {
        return new Erasure(out).with(target.toString(), "--confirm", String.valueOf(target.getFileName()));
    }

    /** More arguments. */
    public Erasure with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** The policy. */
    public Erasure policy(String id) {
        return with("--policy", id);
    }

    /** What the medium is declared to be. */
    public Erasure medium(String declared) {
        return with("--medium", declared);
    }

    /** The whole command line. */
    public String[] arguments() {
        return arguments.toArray(String[]::new);
    }
}
