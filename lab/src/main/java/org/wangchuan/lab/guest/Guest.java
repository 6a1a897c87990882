package org.wangchuan.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Debian's kernel in QEMU, emulated in software, over the host's own files read-only. What it is to do is a shell script, which finds a folder of
 * the host's under {@link #SHARED} and may write there. It reaches no network but the ports that are named.
 */
public final class Guest implements AutoCloseable {
    /** Where the guest finds the shared folder. */
    public static final String SHARED = "/mnt";

    /** Where the guest's script may write what nobody needs afterwards. */
    public static final String SCRATCH = "/dev/shm";

    /** Where in the guest's network a port of the host's loopback is found; it has the guest's port number. */
    public static final String HOST = "10.0.2.100";

    /**
     * A system property: if it is true, clocks of guests go by the instructions that they carry out, two nanoseconds each, and only while they have
     * nothing to do by the host's. A host that is busy with other work makes a guest late then, and not its devices seem dead. Else it is faster.
     */
    public static final String STEADY = "wangchuan.lab.steady";

    /**
     * Where a script may mount a file system in memory and lay a root folder with {@code script.sh}: when the script is through, that one is run in
     * it, without anything of the host's, and what it leaves in {@link #SHARED} there is brought back afterwards. A machine that sleeps needs that.
     */
    public static final String MEMORY = SCRATCH + "/memory";

    static final String CONSOLE = "console.txt";

    private static final Duration LOOK = Duration.ofMillis(200);

    /** Those that are on, of all of this program. */
    private static final Set<Process> ON = ConcurrentHashMap.newKeySet();

    private final Process qemu;
    private final Path shared;
    private final ScratchFolder work;

    Guest(Process qemu, Path shared, ScratchFolder work) {
        this.qemu = qemu;
        this.shared = shared;
        this.work = work;
    }

    /** Takes the power of all that are on, and waits until it is off: none outlives a program that is interrupted. */
    static void allOff() {
        for (Process one : ON) {
            off(one);
        }
    }

    /**
     * Has it among those that are on. Who takes the power of all says first that the program is being left: one that was started too late to be
     * among them finds that said here.
     *
     * @throws IOException if so; it is off then
     */
    static Process held(Process qemu, BooleanSupplier isLeaving) throws IOException {
        ON.add(qemu);
        if (isLeaving.getAsBoolean()) {
            off(qemu);
            throw new IOException("interrupted: the virtual bench is not started any more");
        }
        return qemu;
    }

    /** Takes its power, and waits until it is off. */
    static void off(Process qemu) {
        Process _ = qemu.destroyForcibly();
        boolean _ = qemu.onExit().handle((_, _) -> ON.remove(qemu)).join();
    }

    /**
     * A machine that is not switched on yet.
     *
     * @param shared a folder of the host's
     * @param hardware arguments of QEMU
     * @param memoryMebibytes its memory
     */
    public record Plan(Path shared, List<String> hardware, int memoryMebibytes) {
        /** Keeps its own list. */
        public Plan {
            hardware = List.copyOf(hardware);
        }

        /** With more hardware. */
        public Plan with(List<String> more) {
            List<String> all = new ArrayList<>(hardware);
            all.addAll(more);
            return new Plan(shared, all, memoryMebibytes);
        }

        /** With firmware that lets it be suspended to RAM (S3), from which the alarm of its clock wakes it. */
        public Plan sleeping() {
            return with(List.of("-global", "ICH9-LPC.disable_s3=0"));
        }

        /** With a network in which there is nothing but one port of the host's loopback. */
        public Plan reaching(int guestPort, int hostPort) {
            return with(List.of(
                    "-nic",
                    "user,model=virtio-net-pci,restrict=on,guestfwd=tcp:" + HOST + ":" + guestPort
                            + "-cmd:busybox nc 127.0.0.1 " + hostPort));
        }

        /** Switches it on. */
        public Guest start(String script) throws IOException {
            Files.writeString(shared.resolve("script.sh"), script);
            Files.deleteIfExists(shared.resolve(CONSOLE));
            ScratchFolder work = ScratchFolder.make("wangchuan-bench-");
            try {
                Process qemu = held(boot(work.path(), GuestKernel.get()), ScratchFolder::isLeaving);
                return new Guest(qemu, shared, work);
            } catch (IOException | RuntimeException e) {
                work.close();
                throw e;
            }
        }

        private Process boot(Path work, GuestKernel kernel) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    "qemu-system-x86_64",
                    "-machine",
                    "q35,accel=tcg",
                    "-cpu",
                    "max",
                    "-smp",
                    "1", // faster than two when emulated
                    "-m",
                    Integer.toString(memoryMebibytes),
                    "-nographic",
                    "-no-reboot",
                    "-kernel",
                    kernel.image().toString(),
                    "-initrd",
                    InitialFiles.write(work, kernel).toString(),
                    "-append",
                    // On a busy host the emulated timer comes late, and the kernel would give up over it.
                    "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check",
                    "-virtfs",
                    "local,path=/,mount_tag=host,readonly=on,security_model=none,multidevs=remap",
                    "-virtfs",
                    "local,path=" + shared + ",mount_tag=shared,security_model=none"));
            if (Boolean.getBoolean(STEADY)) {
                command.addAll(List.of("-icount", "shift=1"));
            }
            if (!hardware.contains("-nic")) {
                command.addAll(List.of("-nic", "none"));
            }
            command.addAll(hardware);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(work.resolve("machine.txt").toFile())
                    .start();
        }
    }

    /** A machine with a gibibyte of memory, without a network. */
    public static Plan over(Path shared) {
        return new Plan(shared, List.of(), 1024);
    }

    /**
     * Boots one and runs a script to its end.
     *
     * @param shared an empty folder of the host's
     * @return what the script and the machine said
     * @throws IOException if it does not come to its end in time
     */
    public static String run(Path shared, String script, Duration timeout) throws IOException, InterruptedException {
        return run(shared, script, timeout, List.of());
    }

    /**
     * The same, with more hardware.
     *
     * @param hardware arguments of QEMU
     */
    public static String run(Path shared, String script, Duration timeout, List<String> hardware)
            throws IOException, InterruptedException {
        try (Guest guest = over(shared).with(hardware).start(script)) {
            return guest.await(timeout);
        }
    }

    /** Where {@code modprobe -d} finds the modules of the kernel that runs in it. */
    public static Path modules() throws IOException {
        return GuestKernel.get().root();
    }

    /** The lines that give a script its modules and its network. */
    public static String network() throws IOException {
        return """
                ln -sfn '%1$s' %2$s/kernel && export MODPROBE_OPTIONS='-d %2$s/kernel'
                modprobe virtio_net
                busybox ip link set lo up; busybox ip addr add 10.0.2.15/24 dev eth0 && busybox ip link set eth0 up
                """.formatted(modules(), SCRATCH);
    }

    /**
     * Waits until its script is through and it has switched itself off.
     *
     * @return what the script and the machine said
     * @throws IOException if it does not come to its end in time; then it is switched off
     */
    public String await(Duration timeout) throws IOException, InterruptedException {
        boolean ended = qemu.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            powerCut();
        }
        if (!ended || qemu.exitValue() != 0) {
            throw new IOException("the virtual bench did not come to its end: " + said());
        }
        return said();
    }

    /**
     * Waits until its script has left a file in the shared folder. One that has a drive that never answers may never switch itself off after that: its
     * kernel waits for each drive.
     *
     * @return what the script and the machine have said so far
     * @throws IOException if it is off without that, or does not come to it in time
     */
    public String awaitFile(String name, Duration timeout) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            boolean on = running() && System.nanoTime() - begun < timeout.toNanos();
            if (Files.exists(shared.resolve(name))) {
                return said();
            }
            if (!on) {
                throw new IOException("the virtual bench did not come to its end: " + said());
            }
            Thread.sleep(LOOK);
        }
    }

    /** Whether it has not switched itself off yet. */
    public boolean running() {
        return qemu.isAlive();
    }

    /** What the script and the machine have said so far. */
    public String said() throws IOException {
        return read(shared.resolve(CONSOLE)) + read(work.path().resolve("machine.txt"));
    }

    /** Takes its power away, in the middle of whatever it does. */
    public void powerCut() throws InterruptedException {
        Process _ = qemu.destroyForcibly();
        int _ = qemu.waitFor();
    }

    /** Takes its power away if it still has it, and leaves nothing of it. */
    @Override
    public void close() throws IOException {
        off(qemu);
        work.close();
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }
}
