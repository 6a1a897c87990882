package org.wangchuan.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The archive with what a guest needs before it can reach the host's files. */
final class InitialFiles {
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
            if [ -e /host%4$s/script.sh ]; then # what was laid there goes on without the host: a machine that sleeps loses its 9p
                $b mkdir -p /memory && $b mount -o move /host%4$s /memory
                for place in /dev/pts %2$s /dev /proc /sys %1$s ''; do $b umount /host$place 2> /dev/null || $b umount -l /host$place; done
                $b sync; $b rmmod 9p; $b rmmod 9pnet_virtio
                $b mount -t devtmpfs dev /memory/dev; $b mount -t proc proc /memory/proc; $b mount -t sysfs sys /memory/sys
                $b mkdir -p /memory%2$s && $b mount -t tmpfs scratch /memory%2$s
                $b chroot /memory /bin/sh /script.sh > /memory%1$s/%3$s 2>&1
                $b insmod /modules/9pnet_virtio.ko; $b insmod /modules/9p.ko
                $b mount -t 9p -o trans=virtio,version=9p2000.L,cache=none,msize=512000 shared /host
                $b cat /host/%3$s /memory%1$s/%3$s > /memory/both && $b mv /memory/both /memory%1$s/%3$s
                $b cp -R /memory%1$s/. /host/
            fi
            $b sync
            $b poweroff -f
            """.formatted(Guest.SHARED, Guest.SCRATCH, Guest.CONSOLE, Guest.MEMORY);

    private InitialFiles() {}

    /** Writes it below a folder that is empty. */
    static Path write(Path work, GuestKernel kernel) throws IOException {
        Path root = work.resolve("root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("host"));
        Path modules = Files.createDirectories(root.resolve("modules"));
        Files.copy(Path.of("/usr/bin/busybox"), root.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String module : GuestKernel.FIRST_MODULES) {
            String name = module.substring(module.lastIndexOf('/') + 1) + ".ko";
            Tool.run(
                    "sh",
                    "-c",
                    "xz -dc \"$0\" > \"$1\"",
                    kernel.module(module).toString(),
                    modules.resolve(name).toString());
        }
        Path init = Files.writeString(root.resolve("init"), INIT);
        if (!init.toFile().setExecutable(true)) {
            throw new IOException("init can't be made a program");
        }
        Path archive = work.resolve("initrd");
        Tool.run(
                "sh",
                "-c",
                "cd \"$0\" && find . | busybox cpio -o -H newc > \"$1\"",
                root.toString(),
                archive.toString());
        return archive;
    }
}
