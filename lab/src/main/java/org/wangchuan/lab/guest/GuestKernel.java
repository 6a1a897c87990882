package org.wangchuan.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's newest kernel: unpacked from its package and never installed, so that a machine that runs a guest keeps the kernel that it has.
 *
 * @param release its name
 * @param root where {@code modprobe -d} finds its modules
 */
public record GuestKernel(String release, Path root) {
    /** A system property that names the folder where it is unpacked. */
    public static final String PLACE = "wangchuan.lab.kernel";

    private static final String IMAGE = "vmlinuz-";

    /** linux-image-amd64 names the package that holds a kernel. All of it or nothing: what is broken off is fetched anew. */
    private static final String FETCH = """
            set -e
            mkdir -p "${0%/*}"
            part=$(mktemp -d "$0.XXXXXX") && cd "$part"
            apt-cache show linux-image-amd64 > /dev/null 2>&1 || apt-get update -q
            package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \\(linux-image-[0-9][^ ]*\\)$/\\1/p' | head -n 1)
            test -n "$package"
            apt-get download -q "$package"
            dpkg -x "$package"_*.deb .
            rm -f ./*.deb
            ln -s usr/lib lib
            for release in lib/modules/*; do depmod -b . "${release##*/}"; done
            chmod 755 "$part"
            mv -T "$part" "$0"
            """;

    /** What it takes to reach the host's files, each after what it needs (modprobe --show-depends). */
    static final List<String> FIRST_MODULES =
            List.of("fs/netfs/netfs", "net/9p/9pnet", "net/9p/9pnet_virtio", "fs/9p/9p");

    /** It, fetched if it is not here yet. */
    public static synchronized GuestKernel get() throws IOException {
        Path root = place();
        Path boot = root.resolve("boot");
        if (!Files.isDirectory(boot)) {
            Tool.run("sh", "-c", FETCH, root.toString());
        }
        try (Stream<Path> files = Files.list(boot)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(IMAGE))
                    .map(name -> new GuestKernel(name.substring(IMAGE.length()), root))
                    .filter(kernel -> FIRST_MODULES.stream().allMatch(module -> Files.exists(kernel.module(module))))
                    .max(Comparator.comparing(GuestKernel::release))
                    .orElseThrow(() -> new IOException("no kernel of Debian's in " + boot));
        }
    }

    /** Beside the builds of this checkout, where it outlives them. */
    private static Path place() {
        String given = System.getProperty(PLACE, "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("wangchuan")) && Files.isRegularFile(at.resolve("wangchuan"))) {
                return at.resolve(".wangchuan/kernel");
            }
        }
        return Path.of("target", "kernel").toAbsolutePath();
    }

    Path image() {
        return root.resolve("boot").resolve(IMAGE + release);
    }

    Path module(String name) {
        return root.resolve("usr/lib/modules")
                .resolve(release)
                .resolve("kernel")
                .resolve(name + ".ko.xz");
    }
}
