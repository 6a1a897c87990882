package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wangchuan.engine.kernel.UsbSetup;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbEvent;
import org.wangchuan.engine.usb.UsbEvent.Plugged;
import org.wangchuan.engine.usb.UsbEvent.Replaced;
import org.wangchuan.engine.usb.UsbEvent.Unplugged;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.OpenUsbDevice;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbInterface;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Mode;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/** Runs in the guest: plugs a phone in whose adbd is the real one, talks to it, pulls the cable, and writes down what it saw. */
public final class GuestMain {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GuestFacts facts;
    private final UsbWatch watch = new UsbWatch();
    private final ConfiguredGadget phone = ConfiguredGadget.of("g1", "dummy_udc.0");

    private GuestMain(GuestFacts facts) {
        this.facts = facts;
    }

    /** The file for what is found is the only argument. */
    public static void main(String[] arguments) throws Exception {
        GuestFacts facts = new GuestFacts(Path.of(arguments[0]));
        GuestMain main = new GuestMain(facts);
        new GuestContact(facts, main.phone).run();
        main.withAdbd();
        new GuestSecondPhone(facts, main.watch).run();
        main.stayPlugged();
        facts.put("end", "reached");
    }

    private void withAdbd() throws Exception {
        List<UsbEvent> before = watch.look();
        facts.put("before", before.stream().map(GuestMain::told).collect(Collectors.joining(" ")));
        phone.plug();
        UsbDevice device = ((Plugged) await(Plugged.class::isInstance)).device();
        tell(facts, "phone", device);
        talk(device);
        pull(device);
        comeBack();
    }

    static void tell(GuestFacts facts, String name, UsbDevice device) throws IOException {
        Classification found = UsbKnowledge.shipped().classify(device);
        facts.put(name + ".place", device.place());
        facts.put(name + ".ids", device.ids());
        facts.put(name + ".model", device.model().orElse(""));
        facts.put(name + ".modes", found.modes().stream().map(Mode::id).collect(Collectors.joining(" ")));
        facts.put(name + ".meaning", found.meaning().id());
        facts.put(name + ".problem", device.problem().orElse("none"));
    }

    private void talk(UsbDevice device) throws Exception {
        InterfaceSetting adb = device.setting(0xff, 0x42, 1).orElseThrow();
        try (OpenUsbDevice open = OpenUsbDevice.open(device);
                UsbInterface claimed = open.claim(adb)) {
            byte[] descriptor = open.ask(new UsbSetup(0x80, 6, 0x100, 0), 18, soon());
            facts.put("control.bytes", descriptor.length);
            facts.put("control.vendor", Byte.toUnsignedInt(descriptor[8]) | (Byte.toUnsignedInt(descriptor[9]) << 8));
            try (OpenUsbDevice other = OpenUsbDevice.open(device)) {
                facts.put("claimed.twice", codeOf(() -> other.claim(adb)));
            }
            BulkPipe pipe = claimed.pipe();
            facts.put("silence", codeOf(() -> pipe.read(24, Deadline.after(Duration.ofMillis(300)))));
            facts.put("ended", endedByAnother(claimed.pipe()));
            converse(pipe);
        }
    }

    private static String endedByAnother(BulkPipe pipe) throws InterruptedException {
        List<String> end = new ArrayList<>();
        Thread waiting = Thread.ofPlatform().start(() -> end.add(codeOf(() -> readToTheEnd(pipe))));
        Thread.sleep(200); // so that it waits in the kernel, most likely; either way it has to end
        pipe.end();
        waiting.join();
        return end.getFirst();
    }

    /** Says hello, and has something sent that fills its packets to the last byte. */
    private void converse(BulkPipe pipe) throws UsbException, IOException {
        AdbPackets.send(pipe, AdbPackets.CNXN, AdbPackets.VERSION, 1 << 18, "host::features=cmd", soon());
        AdbPackets.Packet hello = AdbPackets.receive(pipe, soon());
        facts.put("adb.connected", hello.command() == AdbPackets.CNXN);
        facts.put("adb.banner", hello.text());
        AdbPackets.send(pipe, AdbPackets.OPEN, 1, 0, "exec:head -c 65536 /dev/zero; echo done\0", soon());
        StringBuilder came = new StringBuilder();
        while (true) {
            AdbPackets.Packet packet = AdbPackets.receive(pipe, soon());
            if (packet.command() == AdbPackets.CLSE) {
                break;
            }
            if (packet.command() == AdbPackets.WRTE) {
                came.append(packet.text());
                AdbPackets.send(pipe, AdbPackets.OKAY, 1, packet.first(), "", soon());
            }
        }
        facts.put("adb.bytes", came.length());
        facts.put(
                "adb.end",
                came.substring(Math.max(came.length() - 100, 0))
                        .replace("\0", "")
                        .strip());
    }

    /** The cable is pulled while somebody waits for an answer. */
    private void pull(UsbDevice device) throws Exception {
        List<String> end = new ArrayList<>();
        try (OpenUsbDevice open = OpenUsbDevice.open(device);
                UsbInterface claimed = open.claim(device.setting(0xff, 0x42, 1).orElseThrow())) {
            BulkPipe pipe = claimed.pipe();
            Thread waiting = Thread.ofPlatform().start(() -> end.add(codeOf(() -> readToTheEnd(pipe))));
            Thread.sleep(200); // so that it waits in the kernel, most likely; either way it has to end
            phone.unplug();
            facts.put("pulled", told(await(Unplugged.class::isInstance)));
            waiting.join();
            facts.put("pulled.read", end.getFirst());
            facts.put("pulled.write", codeOf(() -> pipe.write(new byte[1], soon())));
        }
        facts.put("pulled.open", codeOf(() -> OpenUsbDevice.open(device)));
    }

    /** The daemon may still have something to say of the conversation before. */
    private static void readToTheEnd(BulkPipe pipe) throws UsbException {
        while (true) {
            byte[] _ = pipe.read(BulkPipe.TRANSFER_BYTES_MAX, soon());
        }
    }

    /** As itself, and then, between two looks, as another. */
    private void comeBack() throws Exception {
        phone.plug();
        UsbDevice first = ((Plugged) await(Plugged.class::isInstance)).device();
        phone.unplug();
        phone.set("strings/0x409/serialnumber", "another");
        phone.plug();
        awaitOther(first);
        UsbEvent event = await(seen -> !(seen instanceof Unplugged));
        facts.put("back", event.getClass().getSimpleName());
        if (event instanceof Replaced replaced) {
            facts.put("back.likeness", replaced.likeness().id());
            facts.put("back.place.same", replaced.now().place().equals(first.place()));
            facts.put("back.enumeration.same", replaced.now().enumeration().equals(first.enumeration()));
        }
        facts.put("back.open", codeOf(() -> OpenUsbDevice.open(first)));
    }

    /** For the program that runs next: a daemon whose cable was pulled may take back what it offers at any time. */
    private void stayPlugged() throws Exception {
        phone.unplug();
        GuestContact.restartDaemon();
        phone.plug();
    }

    /** Until the kernel has something else there, without a look of the watch. */
    private static void awaitOther(UsbDevice before) throws InterruptedException {
        UsbInventory inventory = new UsbInventory();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean other = inventory.list().devices().stream()
                    .anyMatch(one -> one.place().equals(before.place()) && !inventory.still(before));
            if (other) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("nothing came back");
    }

    private UsbEvent await(Predicate<UsbEvent> wanted) throws InterruptedException {
        return await(watch, wanted);
    }

    static UsbEvent await(UsbWatch watch, Predicate<UsbEvent> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (UsbEvent event : watch.look()) {
                if (!told(event).contains(":usb") && wanted.test(event)) { // not the machine's own hubs
                    return event;
                }
            }
            Thread.sleep(UsbWatch.EVERY_MILLIS);
        }
        throw new IllegalStateException("nothing of the kind was seen on USB");
    }

    private static String told(UsbEvent event) {
        return switch (event) {
            case Plugged(UsbDevice device) -> "plugged:" + device.place();
            case Unplugged(UsbDevice device) -> "unplugged:" + device.place();
            case Replaced(UsbDevice _, UsbDevice now) -> "replaced:" + now.place();
            case UsbEvent.Unreadable(var what) -> "unreadable:" + what.place();
        };
    }

    /** Something that may fail. */
    interface Step {
        void run() throws UsbException;
    }

    static String codeOf(Step step) {
        try {
            step.run();
            return "none";
        } catch (UsbException e) {
            return e.code().id();
        }
    }

    static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
