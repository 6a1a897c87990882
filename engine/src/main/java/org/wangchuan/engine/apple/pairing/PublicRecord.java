package org.wangchuan.engine.apple.pairing;

import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * What a device is told of a pairing: certificates and names, no private keys. With it a pairing can still be ended after the keys are gone.
 *
 * @param hostId by which the device knows this host, made for one job
 * @param systemBuid by which it knows this computer
 * @param deviceCertificate in PEM
 * @param hostCertificate in PEM
 * @param rootCertificate in PEM
 */
public record PublicRecord(
        String hostId,
        String systemBuid,
        PlistValue.Data deviceCertificate,
        PlistValue.Data hostCertificate,
        PlistValue.Data rootCertificate) {

    /** As lockdownd takes it, in the order in which libimobiledevice's tools send it. */
    public PlistValue.Dict toPlist() {
        return PlistValue.Dict.builder()
                .put("DeviceCertificate", deviceCertificate)
                .put("HostCertificate", hostCertificate)
                .put("RootCertificate", rootCertificate)
                .put("SystemBUID", systemBuid)
                .put("HostID", hostId)
                .build();
    }

    /**
     * What {@link #toPlist} gave, whatever else stands beside it.
     *
     * @throws AppleFailure {@link AppleFailure.Code#MALFORMED} if a part of it is missing
     */
    static PublicRecord of(PlistValue.Dict dict) throws AppleFailure {
        return new PublicRecord(
                part(dict.text("HostID")),
                part(dict.text("SystemBUID")),
                part(dict.data("DeviceCertificate")),
                part(dict.data("HostCertificate")),
                part(dict.data("RootCertificate")));
    }

    private static <T> T part(Optional<T> found) throws AppleFailure {
        return found.orElseThrow(() -> new AppleFailure(AppleFailure.Code.MALFORMED, "a part of a pairing is missing"));
    }

    /** Without identifiers, so that none gets into a log. */
    @Override
    public String toString() {
        return "pairing record without keys";
    }
}
