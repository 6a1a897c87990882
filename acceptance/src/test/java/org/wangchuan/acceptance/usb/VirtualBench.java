package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wangchuan.acceptance.disk.CommandLine;

/**
 * Debian's kernel in QEMU, emulated in software, without a network, over the host's own files read-only. What it is to do is a shell script,
 * which finds a folder of the host's under {@link #SHARED} and may write there.
 */
public final class VirtualBench {
    /** Where the guest finds the shared folder. */
    public static final String SHARED = "/mnt";

    /** Where the guest's script may write what nobody needs afterwards. */
    public static final String SCRATCH = "/dev/shm";

    private static final String CONSOLE = "console.txt";
    private static final String KERNEL = "vmlinuz-";

    /** linux-image-amd64 names the package that holds a kernel. All of it or nothing: what is broken off is fetched anew. */
    private static final String FETCH = """
            set -e
            rm -rf "$0.part" && mkdir -p "$0.part" && cd "$0.part"
            apt-cache show linux-image-amd64 > /dev/null 2>&1 || apt-get update -q
            package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \\(linux-image-[0-9][^ ]*\\)$/\\1/p' | head -n 1)
            test -n "$package"
            apt-get download -q "$package"
            dpkg -x "$package"_*.deb .
            rm -f ./*.deb
            ln -s usr/lib lib
            for release in lib/modules/*; do depmod -b . "${release##*/}"; done
            mv "$0.part" "$0"
            """;

    /** Unpacked beside the tests, and never installed: a machine that runs tests keeps the kernel that it has. */
    private static final Path UNPACKED = Path.of("target", "kernel").toAbsolutePath();

    private static final Path BOOT = UNPACKED.resolve("boot");
    private static final Path MODULES = UNPACKED.resolve("usr/lib/modules");

    /** What it takes to reach the host's files, each after what it needs (modprobe --show-depends). */
    private static final List<String> FIRST_MODULES =
            List.of("fs/netfs/netfs", "net/9p/9pnet", "net/9p/9pnet_virtio", "fs/9p/9p");

    private static final String INIT = """
            #!/bin/busybox sh
            b=/bin/busybox
            for module in netfs 9pnet 9pnet_virtio 9p; do $b insmod /modules/$module.ko; done
            $b mount -t 9p -o ro,trans=virtio,version=9p2000.L,cache=loose,msize=512000 host /host
            $b mount -t devtmpfs dev /host/dev
            $b mkdir -p /host/dev/pts
            $b mount -t devpts pts /host/dev/pts
            $b mount -t proc proc /host/proc
            $b mount -t sysfs sys /host/sys
            $b mkdir -p /host%2$s
            $b mount -t tmpfs scratch /host%2$s
            $b mount -t 9p -o trans=virtio,version=9p2000.L,cache=none,msize=512000 shared /host%1$s
            $b chroot /host /bin/sh %1$s/script.sh > /host%1$s/%3$s 2>&1
            $b sync
            $b poweroff -f
            """.formatted(SHARED, SCRATCH, CONSOLE);

    private VirtualBench() {}

    /**
     * Boots it once and runs a script to its end.
     *
     * @param shared an empty folder of the host's
     * @return what the script and the machine said
     * @throws IOException if it does not come to its end in time
     */
    static String run(Path shared, String script, Duration timeout) throws IOException, InterruptedException {
        return run(shared, script, timeout, List.of());
    }

    /**
     * The same, with more hardware.
     *
     * @param hardware arguments of QEMU
     */
    public static String run(Path shared, String script, Duration timeout, List<String> hardware)
            throws IOException, InterruptedException {
        Files.writeString(shared.resolve("script.sh"), script);
        Path work = Files.createTempDirectory("wangchuan-bench-");
        try {
            Path kernel = kernel();
            Path machine = work.resolve("machine.txt");
            List<String> command = new ArrayList<>(List.of(
                    "qemu-system-x86_64",
                    "-machine",
                    "q35,accel=tcg",
                    "-cpu",
                    "max",
                    "-smp",
                    "1", // faster than two when emulated
                    "-m",
                    "1024",
                    "-nographic",
                    "-no-reboot",
                    "-nic",
                    "none",
                    "-kernel",
                    kernel.toString(),
                    "-initrd",
                    initialFiles(work, release(kernel)).toString(),
                    "-append",
                    "console=ttyS0 quiet panic=-1 mitigations=off",
                    "-virtfs",
                    "local,path=/,mount_tag=host,readonly=on,security_model=none,multidevs=remap",
                    "-virtfs",
                    "local,path=" + shared + ",mount_tag=shared,security_model=none"));
            command.addAll(hardware);
            Process qemu = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(machine.toFile())
                    .start();
            boolean ended;
            try {
                ended = qemu.waitFor(timeout.toSeconds(), TimeUnit.SECONDS);
            } finally {
                qemu.destroyForcibly();
            }
            String said = read(shared.resolve(CONSOLE)) + read(machine);
            if (!ended || qemu.waitFor() != 0) {
                throw new IOException("the virtual bench did not come to its end: " + said);
            }
            return said;
        } finally {
            delete(work);
        }
    }

    /** A cpio archive with what is needed before the host's files can be reached. */
    private static Path initialFiles(Path work, String release) throws IOException {
        Path root = work.resolve("root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("host"));
        Path modules = Files.createDirectories(root.resolve("modules"));
        Files.copy(Path.of("/usr/bin/busybox"), root.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String module : FIRST_MODULES) {
            Path packed = module(release, module);
            String name = module.substring(module.lastIndexOf('/') + 1) + ".ko";
            shell("xz -dc \"$0\" > \"$1\"", packed, modules.resolve(name));
        }
        Path init = Files.writeString(root.resolve("init"), INIT);
        if (!init.toFile().setExecutable(true)) {
            throw new IOException("init can't be made a program");
        }
        Path archive = work.resolve("initrd");
        shell("cd \"$0\" && find . | busybox cpio -o -H newc > \"$1\"", root, archive);
        return archive;
    }

    private static void shell(String command, Path first, Path second) throws IOException {
        String _ = CommandLine.run("sh", "-c", command, first.toString(), second.toString());
    }

    private static String release(Path kernel) {
        return String.valueOf(kernel.getFileName()).substring(KERNEL.length());
    }

    /** Where {@code modprobe -d} finds the modules of the kernel that runs in it. */
    public static Path modules() {
        return UNPACKED;
    }

    /** Debian's newest, fetched once. */
    private static Path kernel() throws IOException {
        if (!Files.isDirectory(BOOT)) {
            String _ = CommandLine.run("sh", "-c", FETCH, UNPACKED.toString());
        }
        try (Stream<Path> files = Files.list(BOOT)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(KERNEL))
                    .filter(file ->
                            FIRST_MODULES.stream().allMatch(module -> Files.exists(module(release(file), module))))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("no kernel of Debian's in " + BOOT));
        }
    }

    private static Path module(String release, String name) {
        return MODULES.resolve(release).resolve("kernel").resolve(name + ".ko.xz");
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
