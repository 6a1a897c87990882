package org.wangchuan.engine.phone.read;

import java.util.Optional;
import java.util.Set;
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

    /** Words of Apple's CoreTelephony, as lockdownd tells them of the first slot. */
    private static final String SIM_STATUS = "kCTSIMSupportSIMStatus";

    private static final Set<String> SIM_THERE =
            Set.of(SIM_STATUS + "Ready", SIM_STATUS + "PINLocked", SIM_STATUS + "PUKLocked");

    /** It does not take this one: for its network, a company, or a carrier of one kind or another. */
    private static final Set<String> SIM_REFUSED = Set.of(
            SIM_STATUS + "NetworkLocked",
            SIM_STATUS + "CorporateLocked",
            SIM_STATUS + "OperatorLocked",
            SIM_STATUS + "OperatorSubsetLocked",
            SIM_STATUS + "ServiceProviderLocked");

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
     * Asks for all else, once the owner has consented and trusts this computer. Whether its screen is locked is not asked again: its owner has just opened it, and
     * what was told before stays. How it is encrypted lockdownd tells in no word that is known here; and numbers of a SIM or of its chip, and what names a contract, are not
     * asked for, so that of an eSIM nothing is known.
     *
     * @throws AppleFailure if it can't be asked
     */
    public static Reading consented(ConsentedSession session, Digests digests) throws AppleFailure {
        Collected out = new Collected(Source.PAIRED, digests);
        out.put(Property.VERSION, session.text(DeviceFact.VERSION).toOptional());
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
        Optional<String> sim = session.text(DeviceFact.SIM_STATUS).toOptional();
        out.put(Property.SIM, sim.flatMap(AppleReader::sim));
        // That it takes this one says nothing of others, and none is in it most of the time.
        out.put(Property.CARRIER_LOCK, sim.filter(SIM_REFUSED::contains).map(_ -> "yes"));
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

    /** Of a status that is none of these nobody knows, nor of a card that is not ready. */
    private static Optional<String> sim(String status) {
        if (SIM_THERE.contains(status) || SIM_REFUSED.contains(status)) {
            return Optional.of("present");
        }
        return status.equals(SIM_STATUS + "NotInserted") ? Optional.of("absent") : Optional.empty();
    }
}
