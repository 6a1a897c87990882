package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.contact.Traces;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.lab.guest.Guest;

/**
 * In the guest: the real adbd with made programs of a phone before it, from plugging in to its return, with nothing but what the bench is given to do so.
 * It asks nobody for permission; that part has a double of its own in the engine's tests.
 */
final class GuestContact {
    /** What the phone takes for its whole disk; see the script. */
    static final Path DATA = Path.of(Guest.SCRATCH, "root/data");

    private static final Duration LONG = Duration.ofMinutes(2);
    /** In the shared folder. */
    static final String DAEMON = "adbd.sh";

    private static final String SERIAL = "strings/0x409/serialnumber";
    private static final Digests DIGESTS = new Digests(new byte[Digests.KEY_BYTES]);

    private final GuestFacts facts;
    private final ConfiguredGadget phone;

    GuestContact(GuestFacts facts, ConfiguredGadget phone) {
        this.facts = facts;
        this.phone = phone;
    }

    void run() throws Exception {
        String serial = Files.readString(phone.folder().resolve(SERIAL)).strip();
        phone.set(SERIAL, PhonePrograms.SERIAL); // as a phone does: its system tells what its descriptors show
        try (PhoneCables cables = new PhoneCables(Surroundings.real());
                JobKeys keys = JobKeys.make(UUID.randomUUID(), new SecureRandom(), (_, _) -> {})) {
            PhoneContact contact = plugged(cables);
            facts.put("contact.place", contact.place());
            facts.put("contact.way", contact.way());
            facts.put("contact.made", contact.isMade());
            Reading _ = unasked("contact.cold", contact); // an emulated machine takes seconds to load classes
            Reading unasked = unasked("contact.unasked", contact);
            Traces traces = read(contact, keys);
            reset();
            back(cables, keys, traces, unasked);
            another(cables, unasked);
        } finally {
            phone.set(SERIAL, serial);
            restartDaemon();
        }
    }

    /** One that is plugged in and is a boot loader, or says so, and shows files. */
    void bootLoader() throws Exception {
        try (PhoneCables cables = new PhoneCables(Surroundings.real());
                JobKeys keys = JobKeys.make(UUID.randomUUID(), new SecureRandom(), (_, _) -> {})) {
            PhoneContact contact = cables.look().stream()
                    .filter(CableEvent.Plugged.class::isInstance)
                    .map(event -> ((CableEvent.Plugged) event).contact())
                    .filter(one -> one.way() == PhoneContact.Way.BOOTLOADER)
                    .findFirst()
                    .orElseThrow();
            facts.put("second.way", contact.way());
            Reading _ = unasked("second.unasked", contact);
            try (PhoneSession session = open(contact, keys)) {
                facts.put("second.read", told(session.read(DIGESTS, Deadline.after(LONG))));
                facts.put("second.erase", codeOf(() -> session.erase(Deadline.after(LONG))));
            }
        }
    }

    private PhoneContact plugged(PhoneCables cables) throws Exception {
        phone.plug();
        // An emulated machine can be so slow that what hangs there is told as unreadable first.
        Predicate<CableEvent> seen =
                event -> event instanceof CableEvent.Plugged || event instanceof CableEvent.Replaced;
        return switch (await(cables, seen)) {
            case CableEvent.Plugged(PhoneContact contact) -> contact;
            case CableEvent.Replaced(PhoneContact _, PhoneContact now) -> now;
            case CableEvent.Unplugged _, CableEvent.Unreadable _ ->
                throw new IllegalStateException("it is plugged in and not seen");
        };
    }

    static CableEvent await(PhoneCables cables, Predicate<CableEvent> wanted) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            for (CableEvent event : cables.look()) {
                if (wanted.test(event)) {
                    return event;
                }
            }
            Thread.sleep(UsbWatch.EVERY_MILLIS);
        }
        throw new IllegalStateException("nothing of the kind was seen on the cables");
    }

    private Reading unasked(String name, PhoneContact contact) throws IOException, ContactException {
        long begin = System.nanoTime();
        Reading reading = contact.unasked(DIGESTS, Deadline.after(LONG));
        facts.put(name + ".millis", Duration.ofNanos(System.nanoTime() - begin).toMillis());
        facts.put(name, told(reading));
        facts.put(name + ".allowed", reading.facts().isBeforeConsent());
        return reading;
    }

    static String told(Reading reading) {
        return reading.facts().all().stream()
                .map(fact -> fact.source().id() + ":" + fact.property().id() + "=" + fact.value())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** All of it, with a mark that is left; then the cable is pulled in the middle of an answer. */
    private Traces read(PhoneContact contact, JobKeys keys) throws Exception {
        try (PhoneSession session = open(contact, keys)) {
            Traces traces =
                    session.leave(new SecureRandom(), Deadline.after(LONG)).orElseThrow();
            long begin = System.nanoTime();
            Reading reading = session.read(DIGESTS, Optional.of(traces), Deadline.after(LONG));
            facts.put(
                    "contact.read.millis",
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
            facts.put("contact.read", told(reading));
            facts.put("contact.read.untold", reading.untold());
            facts.put(
                    "contact.read.names",
                    reading.identity().digests().keySet().stream().sorted().toList());
            facts.put("contact.second", codeOf(() -> open(contact, keys).close()));
            pull(session);
            return traces;
        }
    }

    private static PhoneSession open(PhoneContact contact, JobKeys keys) throws ContactException {
        return contact.open(keys, PermissionListener.NONE, LONG, Deadline.after(LONG));
    }

    private void pull(PhoneSession session) throws Exception {
        Path hang = Files.createFile(DATA.resolve("hang"));
        CompletableFuture<String> reading =
                CompletableFuture.supplyAsync(() -> codeOf(() -> session.read(DIGESTS, Deadline.after(LONG))));
        long end = System.nanoTime() + LONG.toNanos();
        while (Files.notExists(DATA.resolve("hangs")) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        long begin = System.nanoTime();
        phone.unplug();
        facts.put("contact.pulled", reading.get(1, TimeUnit.MINUTES));
        facts.put(
                "contact.pulled.millis",
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
        Files.delete(hang);
    }

    /** What a reset leaves, later than it was; the phone starts anew. */
    private static void reset() throws Exception {
        restartDaemon();
        Thread.sleep(1_100); // times of folders have whole seconds here
        try (Stream<Path> all = Files.walk(DATA)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!one.equals(DATA)) {
                    Files.delete(one);
                }
            }
        }
        Files.createDirectories(DATA.resolve("local/tmp"));
        Files.createDirectories(DATA.resolve("misc"));
    }

    /**
     * Debian's adbd does not come back from a cable that is pulled in the middle of an answer (its log ends with "UsbFfsConnection being destroyed"):
     * where the phone has started anew, so has its daemon.
     */
    static void restartDaemon() throws IOException {
        String _ = CommandLine.run("sh", Guest.SHARED + "/" + DAEMON);
    }

    private void back(PhoneCables cables, JobKeys keys, Traces traces, Reading before) throws Exception {
        PhoneContact contact = plugged(cables);
        Reading unasked = unasked("contact.back", contact);
        facts.put("contact.back.same", before.identity().compared(unasked.identity()));
        try (PhoneSession session = open(contact, keys)) {
            Traces kept = Traces.fromBytes(traces.toBytes());
            Reading reading = session.read(DIGESTS, Optional.of(kept), Deadline.after(LONG));
            facts.put("contact.after", told(reading));
        }
        phone.unplug();
        CableEvent _ = await(cables, CableEvent.Unplugged.class::isInstance);
    }

    private void another(PhoneCables cables, Reading before) throws Exception {
        phone.set(SERIAL, "another-phone-1");
        Reading unasked = unasked("contact.another", plugged(cables));
        facts.put("contact.another.same", before.identity().compared(unasked.identity()));
        phone.unplug();
        CableEvent _ = await(cables, CableEvent.Unplugged.class::isInstance);
    }

    /** Something that may fail. */
    private interface Step {
        void run() throws ContactException;
    }

    private static String codeOf(Step step) {
        try {
            step.run();
            return "none";
        } catch (ContactException e) {
            return e.code().id();
        }
    }

    /** The script that ends the daemon, if it runs, and starts it within the phone's disk. */
    static String daemon() {
        return """
                pid=$(cat %1$s/adbd.pid 2> /dev/null)
                if [ -n "$pid" ]; then
                    kill -9 $pid
                    for i in $(seq 50); do
                        if grep -q '^State:.[^ZX]' /proc/$pid/status 2> /dev/null; then sleep 0.1; fi
                    done
                fi
                chroot %1$s/root env PATH=/phone:/usr/bin:/bin /usr/lib/android-sdk/platform-tools/adbd \
                    >> %2$s/adbd.txt 2>&1 < /dev/null &
                echo $! > %1$s/adbd.pid
                """.formatted(Guest.SCRATCH, Guest.SHARED);
    }
}
