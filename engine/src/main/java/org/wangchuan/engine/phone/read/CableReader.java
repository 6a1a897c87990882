package org.wangchuan.engine.phone.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.usb.OwnNumber;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Mode;

/**
 * Makes readings of what a phone shows or tells on its cable without any permission. Stateless. None of it was tried on a real phone with this program.
 */
public final class CableReader {
    private static final String APPLE_MODES = "apple-";

    /** By what a device enumerates as. That it offers files or debugging doesn't say which of its systems does. */
    private static final Map<String, String> MODES = Map.ofEntries(
            Map.entry("fastboot", "bootloader"),
            Map.entry("hdc", "system"),
            Map.entry("apple-normal", "system"),
            Map.entry("apple-recovery", "recovery"),
            Map.entry("apple-dfu", "dfu"),
            Map.entry("qualcomm-edl", "emergency"),
            Map.entry("mediatek-brom", "emergency"),
            Map.entry("mediatek-preloader", "emergency"),
            Map.entry("samsung-download", "download"),
            Map.entry("huawei-download", "download"),
            Map.entry("unisoc-download", "download"));

    /** In these another program than the phone's own answers, and calls itself by another number: that it differs shows no other phone. */
    private static final Set<String> OTHER_NUMBERS = Set.of("recovery", "dfu", "emergency", "download");

    /** What a system that runs offers on USB, and a recovery is not known to. */
    private static final Set<String> OF_A_SYSTEM = Set.of("mtp", "ptp", "android-accessory", "tethering");

    private CableReader() {}

    /** What its descriptors show. Its serial number becomes a digest, where it is the one that it shows in its system, too. */
    public static Reading usb(UsbDevice device, Classification found, Digests digests) {
        Collected out = new Collected(Source.USB, digests);
        boolean isApple = found.modes().stream().anyMatch(mode -> mode.id().startsWith(APPLE_MODES));
        // Apple's name of a product is that of all its phones.
        out.put(Property.MAKER, isApple ? Optional.of(Facts.APPLE) : device.manufacturer());
        out.put(Property.MODEL, isApple ? Optional.empty() : device.model());
        // HarmonyOS of before 5 shows both, and is an Android to whoever asks it.
        boolean isHarmony = found.in("hdc") && !found.in("adb");
        out.put(Property.SYSTEM, isHarmony ? Optional.of("harmonyos") : Optional.empty());
        Optional<String> mode = mode(found);
        out.put(Property.MODE, mode);
        if (mode.isEmpty() && found.in("adb") && OF_A_SYSTEM.stream().noneMatch(found::in)) {
            out.put(Property.OFFERS, Optional.of("debugging-alone"));
        }
        if (mode.filter(OTHER_NUMBERS::contains).isEmpty()) {
            out.known(PhoneIdentity.Name.USB_SERIAL, device.serial().map(SerialNumber::shown));
        }
        return out.reading();
    }

    /**
     * What its descriptors show with what it told over a connection. An Android's system takes the number in its descriptors from {@code ro.serialno}: where both tell
     * one and they differ, something between them may show a number that is not the phone's, and nobody knows by which of the two it is to be known. The reading is
     * of what is known by nothing then.
     */
    public static Reading told(UsbDevice device, Classification found, Reading told, Digests digests) {
        Reading both = usb(device, found, digests).with(told);
        Optional<String> shown = device.serial().map(SerialNumber::shown);
        boolean isShown = both.identity().digests().containsKey(PhoneIdentity.Name.USB_SERIAL);
        Optional<String> own = Optional.ofNullable(told.identity().digests().get(PhoneIdentity.Name.SERIAL));
        boolean isAnother = isShown
                && told.facts().isToldByAndroid()
                && own.isPresent()
                && shown.filter(number ->
                                digests.of(PhoneIdentity.Name.SERIAL, number).equals(own.get()))
                        .isEmpty();
        return isAnother ? new Reading(PhoneIdentity.NONE, both.facts(), both.untold(), both.printed()) : both;
    }

    /**
     * What it told of itself by MTP.
     *
     * @param numbers by which it calls itself; they are cut out of its names
     */
    public static Reading mtp(
            Optional<String> maker, Optional<String> model, List<SerialNumber> numbers, Digests digests) {
        Collected out = new Collected(Source.MTP, digests);
        out.put(Property.MAKER, OwnNumber.cutFrom(maker, numbers));
        out.put(Property.MODEL, OwnNumber.cutFrom(model, numbers));
        return out.reading();
    }

    /** What its boot loader told of what may be known before its owner consents. */
    public static Reading bootLoader(Optional<String> product, Optional<String> serial, Digests digests) {
        return bootLoader(new Collected(Source.FASTBOOT, digests), product, serial);
    }

    /**
     * All that its boot loader told, once its owner has consented.
     *
     * @param unlocked whether it said that it is; empty if it said neither
     */
    public static Reading consentedBootLoader(
            Optional<String> product, Optional<String> serial, Optional<Boolean> unlocked, Digests digests) {
        Collected out = new Collected(Source.FASTBOOT, digests);
        out.put(Property.BOOTLOADER, unlocked.map(is -> is ? "unlocked" : "locked"));
        // Whoever is erased by fastboot is an Android to it, whatever its owner calls its system: nobody is told so
        // before.
        Facts shown = new Facts(List.of(new Fact(Property.SYSTEM, "android", Source.USB)));
        return bootLoader(out, product, serial).with(new Reading(PhoneIdentity.NONE, shown, List.of()));
    }

    private static Reading bootLoader(Collected out, Optional<String> product, Optional<String> serial) {
        out.put(
                Property.MODEL,
                OwnNumber.cutFrom(
                        product, serial.map(SerialNumber::new).stream().toList()));
        out.known(PhoneIdentity.Name.SERIAL, serial);
        return out.reading();
    }

    private static Optional<String> mode(Classification found) {
        return found.modes().stream()
                .map(Mode::id)
                .flatMap(id -> Optional.ofNullable(MODES.get(id)).stream())
                .findFirst();
    }
}
