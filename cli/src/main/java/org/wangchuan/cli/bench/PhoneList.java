package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.PhonesService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.UsbListing;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;
import org.wangchuan.engine.usb.mode.Vendor;
import org.wangchuan.station.phone.LostPhoneJob;

/** {@code phones}: what hangs on USB that is or may be a phone, by what it shows without being asked. */
public final class PhoneList implements PhonesService {
    private final Supplier<UsbListing> usb;

    /** The command's body. */
    public PhoneList() {
        this(() -> new UsbInventory().list());
    }

    PhoneList(Supplier<UsbListing> usb) {
        this.usb = usb;
    }

    /** A device and what is known of it. */
    record Known(UsbDevice device, Classification found) {}

    @Override
    public ExitCode list(boolean json, boolean serials, Context context) throws UserError {
        UsbListing listing = usb.get();
        List<Known> known = new ArrayList<>();
        for (UsbDevice device : listing.devices()) {
            known.add(new Known(device, UsbKnowledge.shipped().classify(device)));
        }
        Console console = context.console();
        List<InterruptedPhone> interrupted = InterruptedPhone.all(context);
        List<LostPhoneJob> lost = LostPhones.all(context);
        if (json) {
            console.result(CanonicalJson.writeText(PhoneJson.of(listing, known, interrupted, lost, serials)));
            return ExitCode.OK;
        }
        List<Known> phones = phones(known);
        phones.forEach(phone -> print(phone, serials, console));
        tellTheRest(listing, known, phones.isEmpty(), console);
        if (!phones.isEmpty()) {
            PhoneWays.print(console);
        }
        interrupted.forEach(one -> one.print(console));
        lost.forEach(one -> LostPhones.print(one, console));
        return ExitCode.OK;
    }

    /** What is or may be a phone. */
    static List<Known> phones(List<Known> known) {
        return known.stream()
                .filter(one -> one.found().meaning().compareTo(Meaning.POSSIBLE) >= 0)
                .toList();
    }

    /** Of what nothing is known. */
    static List<Known> strangers(List<Known> known) {
        return known.stream()
                .filter(one -> one.found().meaning() == Meaning.UNKNOWN)
                .toList();
    }

    private static void print(Known phone, boolean serials, Console console) {
        UsbDevice device = phone.device();
        Messages messages = console.messages();
        console.result(OneLine.of(device.place() + "  " + device.manufacturer().orElse("—") + "  "
                + device.model().orElse("—") + "  " + device.ids()));
        String modes = phone.found().modes().stream()
                .map(mode -> in(messages, mode.words()))
                .collect(Collectors.joining(messages.text("phones.and")));
        say(console, "phones.means-" + phone.found().meaning().id());
        if (modes.isEmpty()) {
            say(console, "phones.no-mode");
        } else {
            say(console, "phones.mode", modes);
        }
        phone.found().vendor().ifPresent(vendor -> tellVendor(vendor, console));
        if (serials) {
            say(
                    console,
                    "phones.serial",
                    device.serial().map(SerialNumber::shown).orElse("—"));
        }
        if (device.problem().isPresent()) {
            say(console, "phones.problem", device.problem().get());
        } else if (device.active().isEmpty()) {
            say(console, "phones.not-configured");
        }
    }

    private static void tellVendor(Vendor vendor, Console console) {
        String words = vendor.usedByOthers() ? "phones.vendor-of-many" : "phones.vendor";
        say(console, words, in(console.messages(), vendor.name()));
    }

    private static void tellTheRest(UsbListing listing, List<Known> known, boolean noPhone, Console console) {
        for (UsbListing.Unread unread : listing.unread()) {
            console.result(console.messages()
                    .text("phones.unread", unread.place(), unread.reason().id()));
        }
        for (Known stranger : strangers(known)) {
            console.result(console.messages()
                    .text(
                            "phones.stranger",
                            stranger.device().place(),
                            stranger.device().ids()));
        }
        if (!listing.whole()) {
            console.result(console.messages().text("phones.not-whole"));
        }
        if (!listing.present()) {
            console.note(console.messages().text("phones.no-usb"));
        } else if (noPhone) {
            console.note(console.messages().text("phones.none"));
        }
    }

    private static void say(Console console, String words, Object... arguments) {
        console.result("    " + console.messages().text(words, arguments));
    }

    private static String in(Messages messages, BilingualText text) {
        return messages.chinese() ? text.zh() : text.en();
    }
}
