package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.pairing.PairingRecord;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * The pairing of one job with one device, from before the device is told of it until it is undone, also over a loss of power: its bytes hold the host's
 * private key and the device's identifier. Never tried with a real device. Thread-safe.
 */
public final class JobPairing implements AutoCloseable {
    private static final String UDID = "UDID";
    private static final String OVER_CABLE = "OverCable";
    private static final String CONSENT = "Consent";
    private static final String CONFIRMED = "Confirmed";

    private final AttachedDevice device;
    private final PairingRecord record;
    private final OwnerConsent consent;
    private volatile boolean confirmed;

    JobPairing(AttachedDevice device, PairingRecord record, OwnerConsent consent) {
        this.device = device;
        this.record = record;
        this.consent = consent;
    }

    /** Whether it is with this device. */
    public boolean isWith(AttachedDevice other) {
        return other.hasUdid(device.udid());
    }

    /** Whether the device is known to have taken it. */
    public boolean confirmed() {
        return confirmed;
    }

    /** The device has let this host in with it, over another connection than the one that paired. */
    public void confirm() {
        confirmed = true;
    }

    /** Whether the host's key is gone; then it can only be settled. */
    public boolean forgotten() {
        return record.forgotten();
    }

    /**
     * All of it as bytes, for {@link #restore}.
     *
     * @throws AppleFailure if it can't be written, which no honest device brings about
     */
    public byte[] export() throws AppleFailure {
        PlistValue.Dict.Builder out = PlistValue.Dict.builder();
        record.export().entries().forEach(out::put);
        try {
            return Plist.writeBinary(out.put(UDID, device.udid())
                    .put(OVER_CABLE, device.overCable())
                    .put(CONSENT, consent.recordedAs())
                    .put(CONFIRMED, confirmed)
                    .build());
        } catch (PlistException unwritable) {
            throw new AppleFailure(Code.UNEXPECTED, "a pairing that can't be written", unwritable);
        }
    }

    /**
     * From the bytes that {@link #export} gave.
     *
     * @throws AppleFailure {@link Code#MALFORMED} for any others
     */
    public static JobPairing restore(byte[] exported) throws AppleFailure {
        try {
            PlistValue.Dict dict = Plist.readDict(exported, PlistLimits.MESSAGE);
            Optional<String> udid = dict.text(UDID).filter(AttachedDevice::isUdid);
            Optional<Boolean> overCable = dict.bool(OVER_CABLE);
            Optional<String> consent = dict.text(CONSENT).filter(OwnerConsent::isReference);
            Optional<Boolean> confirmed = dict.bool(CONFIRMED);
            if (udid.isEmpty() || overCable.isEmpty() || consent.isEmpty() || confirmed.isEmpty()) {
                throw new AppleFailure(Code.MALFORMED, "a part of a kept pairing is missing");
            }
            AttachedDevice device =
                    new AttachedDevice(0, udid.get(), overCable.get(), Optional.empty(), Optional.empty());
            JobPairing pairing = new JobPairing(device, PairingRecord.restore(dict), new OwnerConsent(consent.get()));
            pairing.confirmed = confirmed.get();
            return pairing;
        } catch (PlistException unreadable) {
            throw new AppleFailure(Code.MALFORMED, "a kept pairing", unreadable);
        }
    }

    /**
     * Begins a session with it.
     *
     * @throws AppleFailure {@link Code#NOT_PAIRED} if the device doesn't know it (any more), as after an erase; {@link Code#AWAY} if the device isn't
     *     there; {@link Code#NO_SESSION} if the key is forgotten; {@link Code#OTHER_DEVICE} or {@link Code#OTHER_CERTIFICATE} if it is another one
     */
    public ConsentedSession resume(AppleHost host) throws AppleFailure {
        host.requireNoPreflight();
        return Consented.resume(host.mux(), device, record, consent);
    }

    /** Forgets the key, and has the device forget the pairing. If that can't be done now it can be tried again. */
    public Farewell settle(AppleHost host) {
        record.forget();
        return new PairingDebt(device, record.told(), false).settle(host);
    }

    /** Forgets the host's key. What the device knows stays until it is settled, or the device erased: an entry that nobody can use. */
    @Override
    public void close() {
        record.forget();
    }

    /** Without identifiers, so that none gets into a log. */
    @Override
    public String toString() {
        return "pairing of a job" + (confirmed ? "" : ", not confirmed");
    }
}
