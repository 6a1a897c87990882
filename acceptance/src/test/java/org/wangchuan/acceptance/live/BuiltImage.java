package org.wangchuan.acceptance.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/**
 * The live image, built from this checkout as a person would.
 *
 * @param folder what {@code ./wangchuan image --out} has filled
 */
record BuiltImage(Path folder) {
    /** The first build on a machine fetches the packages. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Builds it in a folder that is there. */
    static BuiltImage in(Path work) throws IOException {
        Path folder = work.resolve("image");
        Run run = new Program(work.resolve("builder"))
                .run(PATIENCE, "image", "--cache", cache().toString(), "--out", folder.toString());
        if (run.exitCode() != 0) {
            throw new IOException("the image is not built: " + run);
        }
        return new BuiltImage(folder);
    }

    /** Where Debian's packages are kept between builds, as image/build.sh has it. */
    static Path cache() {
        String user = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return Path.of(user, "wangchuan", "packages");
    }

    /** The stick, whole. */
    Path stick() {
        return folder.resolve("wangchuan-live.img");
    }

    /** What the kernel unpacks into memory. */
    Path initrd() {
        return folder.resolve("initrd.img");
    }

    /** What a TFTP server offers, as its root. */
    Path netboot() {
        return folder.resolve("netboot");
    }

    /** The bill of materials. */
    Path bill() {
        return folder.resolve("wangchuan-live.cdx.json");
    }

    /** All that runs, as files in a new folder. */
    Path unpacked(Path root) throws IOException {
        String _ = CommandLine.run(
                "sh",
                "-c",
                "cd \"$1\" && zstd -q -dc \"$0\" | cpio -i --quiet --no-absolute-filenames",
                initrd().toString(),
                Files.createDirectory(root).toString());
        return root;
    }
}
