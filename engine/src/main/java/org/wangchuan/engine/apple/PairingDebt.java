package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.pairing.PublicRecord;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * A pairing that is still to be undone: a device may know this host yet, or usbmuxd keep a record of it. It holds no private keys, and
 * lives as long as this program. A phone that was erased since has forgotten all its pairings; whoever saw it come back erased may drop
 * the debt. Thread-safe.
 */
public final class PairingDebt {
    private final AttachedDevice device;
    private final PublicRecord record;
    private final boolean recordSaved;

    PairingDebt(AttachedDevice device, PublicRecord record, boolean recordSaved) {
        this.device = device;
        this.record = record;
        this.recordSaved = recordSaved;
    }

    /** The device, as it was attached then. */
    public AttachedDevice device() {
        return device;
    }

    /** Whether usbmuxd has a record of this job yet; if not, it is only the device that has. */
    public boolean recordSaved() {
        return recordSaved;
    }

    /** Tries again. */
    public Farewell settle(AppleHost host) {
        return settle(host.mux());
    }

    Farewell settle(UsbmuxClient mux) {
        boolean unpaired = unpair(mux);
        boolean saved = recordSaved && !deleted(mux);
        Optional<PairingDebt> left =
                unpaired && !saved ? Optional.empty() : Optional.of(new PairingDebt(device, record, saved));
        return new Farewell(unpaired, left, otherRecord(mux));
    }

    private boolean unpair(UsbmuxClient mux) {
        try {
            Optional<AttachedDevice> here = mux.devices().stream()
                    .filter(attached -> attached.hasUdid(device.udid()) && attached.overCable() == device.overCable())
                    .findFirst();
            if (here.isEmpty()) {
                return false;
            }
            try (LockdownClient client = LockdownClient.connect(mux, here.get())) {
                client.unpair(record);
                return true;
            }
        } catch (AppleFailure failed) {
            return failed.code() == Code.NOT_PAIRED;
        }
    }

    /** Only the record of this job: if another came in its place, that one isn't ours to delete. */
    private boolean deleted(UsbmuxClient mux) {
        try {
            Optional<PlistValue.Data> saved = mux.readPairRecord(device.udid());
            if (saved.isPresent() && isOurs(saved.get())) {
                mux.deletePairRecord(device.udid());
            }
            return true;
        } catch (AppleFailure _) {
            return false;
        }
    }

    private Optional<Boolean> otherRecord(UsbmuxClient mux) {
        try {
            return Optional.of(mux.readPairRecord(device.udid())
                    .filter(saved -> !isOurs(saved))
                    .isPresent());
        } catch (AppleFailure _) {
            return Optional.empty();
        }
    }

    private boolean isOurs(PlistValue.Data saved) {
        try {
            return PlistChannel.read(saved.bytes())
                    .text("HostID")
                    .filter(record.hostId()::equals)
                    .isPresent();
        } catch (AppleFailure _) {
            return false;
        }
    }

    /** Without identifiers, so that none gets into a log. */
    @Override
    public String toString() {
        return "pairing still to be undone" + (recordSaved ? ", and its record" : "");
    }
}
