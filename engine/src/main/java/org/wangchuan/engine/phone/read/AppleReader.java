package org.wangchuan.engine.phone.read;

import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.apple.ConsentedSession;
import org.wangchuan.engine.apple.DeviceFact;
import org.wangchuan.engine.apple.UnpairedSession;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.Management;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * Asks an iPhone or iPad. What it does not tell is not told; that it can't be asked at all is an exception. Stateless. None of it was tried on a real
 * phone with this program.
 */
public final class AppleReader {
    private static final String MAKER = "Apple";

    private AppleReader() {}

    /**
     * Asks for what may be known before the owner agreed to anything. Its system's version is told then, too, and left out.
     *
     * @throws AppleFailure if it can't be asked
     */
    public static Reading before(UnpairedSession session, Digests digests) throws AppleFailure {
        Collected out = new Collected(Source.LOCKDOWN, digests);
        out.put(Property.MAKER, Optional.of(MAKER));
        out.put(Property.MODEL, session.productType().toOptional());
        out.put(Property.SYSTEM, session.deviceClass().toOptional().map(AppleReader::system));
        out.put(Property.MODE, Optional.of("system"));
        out.put(Property.SCREEN_LOCK, session.passwordProtected().toOptional().map(AppleReader::screenLock));
        out.put(Property.ACTIVATION, session.activationState().toOptional().map(AppleReader::activation));
        out.printed(session.serialNumber().toOptional());
        out.known(PhoneIdentity.Name.UDID, Optional.of(session.device().udid()));
        return out.reading();
    }

    /**
     * Asks for all else, once the owner has consented and trusts this computer.
     *
     * @throws AppleFailure if it can't be asked
     */
    public static Reading consented(ConsentedSession session, Digests digests) throws AppleFailure {
        Collected out = new Collected(Source.PAIRED, digests);
        out.put(Property.ACTIVATION, session.activation().toOptional().map(AppleReader::activation));
        out.put(Property.SETUP, session.setup().done().toOptional().map(done -> done ? "done" : "not-done"));
        out.put(Property.FIND_DEVICE, session.findMyAssociated().toOptional().map(is -> is ? "on" : "off"));
        out.put(Property.MANAGED, isManaged(session.management()) ? Optional.of("yes") : Optional.empty());
        out.put(
                Property.STORAGE_BYTES,
                session.storage().diskBytes().toOptional().map(bytes -> Long.toString(bytes)));
        out.put(
                Property.BATTERY_PERCENT,
                session.battery().chargePercent().toOptional().map(part -> Long.toString(part)));
        out.put(Property.SIM, session.text(DeviceFact.SIM_STATUS).toOptional().flatMap(AppleReader::sim));
        out.printed(session.text(DeviceFact.SERIAL_NUMBER).toOptional());
        out.known(PhoneIdentity.Name.IMEI, session.text(DeviceFact.IMEI).toOptional());
        out.known(PhoneIdentity.Name.UDID, Optional.of(session.device().udid()));
        return out.reading();
    }

    /** Any of the three says so, and none that nobody does: what its organisation has registered for its next setup it does not tell. */
    private static boolean isManaged(Management told) {
        return Stream.of(told.supervised(), told.mandatory(), told.unremovable())
                .anyMatch(one -> one.toOptional().orElse(false));
    }

    private static String system(String deviceClass) {
        return switch (deviceClass) {
            case "iPhone", "iPod" -> "ios";
            case "iPad" -> "ipados";
            default -> "other";
        };
    }

    private static String screenLock(boolean isProtected) {
        return isProtected ? "locked" : "unlocked";
    }

    /** A phone that was taken out of use by a host is not as new: only what never was activated since its erasure is. */
    private static String activation(ActivationState state) {
        return switch (state) {
            case UNACTIVATED -> "unactivated";
            case ACTIVATED, FACTORY_ACTIVATED, SOFT_ACTIVATION, WILDCARD_ACTIVATED -> "activated";
            case MISMATCHED_ICCID, MISMATCHED_IMEI, DEACTIVATED, OTHER -> "unknown-state";
        };
    }

    /** libimobiledevice names {@code kCTSIMSupportSIMStatusReady} and {@code kCTSIMSupportSIMStatusNotInserted}; of others nobody knows. */
    private static Optional<String> sim(String status) {
        return switch (status) {
            case "kCTSIMSupportSIMStatusReady" -> Optional.of("present");
            case "kCTSIMSupportSIMStatusNotInserted" -> Optional.of("absent");
            default -> Optional.empty();
        };
    }
}
