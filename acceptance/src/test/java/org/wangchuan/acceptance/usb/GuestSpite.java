package org.wangchuan.acceptance.usb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.wangchuan.engine.mtp.DeviceInfo;
import org.wangchuan.engine.mtp.MtpException;
import org.wangchuan.engine.mtp.MtpQuestion;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.io.OpenUsbDevice;
import org.wangchuan.engine.usb.io.UsbInterface;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.BenchCables;

/**
 * Runs in the guest: what hangs on the cable answers out of spite, in one way after the other, and is asked with nothing but what the bench is given to do
 * so. After each it is honest again, and plugged in anew.
 */
public final class GuestSpite {
    /** For opening it, and again for reading it. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration FOR_ONE_QUESTION = Duration.ofSeconds(10);

    static final int CABLES = 4;

    /** What is erased by a lane, at the cables from the second on. */
    static final List<LanePeople.Role> ROLES = List.of(
            LanePeople.Role.ANSWERS_OUT_OF_SPITE,
            LanePeople.Role.ANSWERS_WITHOUT_END,
            LanePeople.Role.PROGRAMS_OUT_OF_SPITE);

    private static final int LANE_MINUTES_MAX = 10;
    private static final int DISK_MEGABYTES = 16;
    private static final Digests DIGESTS = new Digests(new byte[Digests.KEY_BYTES]);

    private final GuestFacts facts;
    private final MadeUsbPhone phone;
    private final PhoneCables cables;
    private final JobKeys keys;

    private GuestSpite(GuestFacts facts, MadeUsbPhone phone, PhoneCables cables, JobKeys keys) {
        this.facts = facts;
        this.phone = phone;
        this.cables = cables;
        this.keys = keys;
    }

    /** The file for what is found is the only argument. */
    public static void main(String[] arguments) throws Exception {
        GuestFacts facts = new GuestFacts(Path.of(arguments[0]));
        MadeUsbPhone phone = MadeUsbPhone.make(1, serial(1), DISK_MEGABYTES);
        phone.setDebugging(true);
        try (PhoneCables cables = new PhoneCables(Surroundings.real());
                JobKeys keys = JobKeys.make(UUID.randomUUID(), new SecureRandom(), (_, _) -> {})) {
            GuestSpite spite = new GuestSpite(facts, phone, cables, keys);
            spite.honest("honest");
            spite.packets();
            spite.programs();
            spite.pictures();
        }
        lanes(facts);
        facts.put("end", "reached");
    }

    private void packets() throws Exception {
        for (Spite spite : Spite.values()) {
            phone.gate().turn(spite);
            ask("packets." + spite);
            phone.gate().beHonest();
            honest("packets." + spite + ".next");
        }
    }

    private void programs() throws Exception {
        for (ProgramSpite spite : ProgramSpite.values()) {
            phone.programsTurn(spite);
            ask("programs." + spite);
            phone.programsAreHonest();
            honest("programs." + spite + ".next");
        }
    }

    private void pictures() throws Exception {
        for (MtpSpite spite : MtpSpite.values()) {
            String name = "pictures." + spite;
            phone.picturesTurn(Optional.of(spite));
            PhoneContact contact = plugged();
            long begin = System.nanoTime();
            facts.put(name + ".unasked", GuestContact.told(contact.unasked(DIGESTS, Deadline.after(PATIENCE))));
            facts.put(name + ".unasked.millis", millisSince(begin));
            pull();
            askForPictures(name);
            phone.picturesTurn(Optional.empty());
            honest(name + ".next");
        }
    }

    /** The one question of {@link PhoneContact#unasked} that is spoiled, for what became of it. */
    private void askForPictures(String name) throws Exception {
        UsbDevice device = plugged().device();
        String code = "none";
        long begin = System.nanoTime();
        try (OpenUsbDevice open = OpenUsbDevice.open(device);
                UsbInterface claimed = open.claim(device.setting(6, 1, 1).orElseThrow())) {
            begin = System.nanoTime();
            DeviceInfo _ = MtpQuestion.deviceInfo(claimed.pipe(), Deadline.after(FOR_ONE_QUESTION));
        } catch (MtpException e) {
            code = e.code().id();
            facts.put(name + ".why", String.valueOf(e.getMessage()));
        }
        facts.put(name + ".millis", millisSince(begin));
        facts.put(name, code);
        pull();
    }

    /** The whole way through the product, with phones that are honest until they were reset. */
    private static void lanes(GuestFacts facts) throws Exception {
        StationHome home = new StationHome(Path.of(Guest.SCRATCH, "station"));
        Path out = Files.createDirectories(Path.of(Guest.SCRATCH, "receipts"));
        Consumer<String> trouble = System.err::println;
        try (BenchCables cables = new BenchCables(new PhoneCables(Surroundings.real()), trouble)) {
            List<MadeUsbPhone> phones = new ArrayList<>();
            for (int number = 2; number < 2 + ROLES.size(); number++) {
                MadeUsbPhone phone = MadeUsbPhone.make(number, serial(number), DISK_MEGABYTES);
                phone.liveWith();
                phone.plug();
                phones.add(phone);
            }
            GuestBench.awaitPhones(cables, ROLES.size());
            for (int i = 0; i < ROLES.size(); i++) {
                LanePeople.Role role = ROLES.get(i);
                int number = 2 + i;
                MadeUsbPhone phone = phones.get(i);
                GuestLanes.Lane lane = GuestLanes.lane(number, role, phone, cables, home, out);
                long begin = System.nanoTime();
                Thread _ = Thread.ofPlatform().daemon().name("lane-" + number).start(lane.end());
                String end = GuestLanes.told(lane.end().get(LANE_MINUTES_MAX, TimeUnit.MINUTES));
                facts.put("lane." + role + ".millis", millisSince(begin));
                facts.put("lane." + role + ".missed", lane.people().missed());
                facts.put("lane." + role, end);
                phone.unplug();
            }
        }
    }

    private static String serial(int number) {
        return "MADE-SERIAL-066" + number;
    }

    private void pull() throws Exception {
        phone.unplug();
        CableEvent _ = GuestContact.await(cables, CableEvent.Unplugged.class::isInstance);
    }

    private void honest(String name) throws Exception {
        ask(name);
    }

    /** Plugs it in, asks all of it, and pulls it. */
    private void ask(String name) throws Exception {
        PhoneContact contact = plugged();
        Reading unasked = contact.unasked(DIGESTS, Deadline.after(PATIENCE));
        facts.put(name + ".unasked", GuestContact.told(unasked));
        long begin = System.nanoTime();
        String code = "none";
        String told = "";
        try (PhoneSession session = contact.open(keys, PermissionListener.NONE, PATIENCE, Deadline.after(PATIENCE))) {
            facts.put(name + ".opened.millis", millisSince(begin));
            told = GuestContact.told(session.read(DIGESTS, Deadline.after(PATIENCE)));
        } catch (ContactException e) {
            code = e.code().id();
            facts.put(name + ".why", e.getMessage() + " < " + e.getCause());
        }
        facts.put(name + ".millis", millisSince(begin));
        facts.put(name + ".told", told);
        facts.put(name, code);
        pull();
    }

    private PhoneContact plugged() throws Exception {
        phone.plug();
        Predicate<CableEvent> seen =
                event -> event instanceof CableEvent.Plugged || event instanceof CableEvent.Replaced;
        return switch (GuestContact.await(cables, seen)) {
            case CableEvent.Plugged(PhoneContact contact) -> contact;
            case CableEvent.Replaced(PhoneContact _, PhoneContact now) -> now;
            case CableEvent.Unplugged _, CableEvent.Unreadable _ ->
                throw new IllegalStateException("it is plugged in and not seen");
        };
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
