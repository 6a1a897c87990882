package org.wangchuan.engine.apple.pairing;

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

    /** Without identifiers, so that none gets into a log. */
    @Override
    public String toString() {
        return "pairing record without keys";
    }
}
