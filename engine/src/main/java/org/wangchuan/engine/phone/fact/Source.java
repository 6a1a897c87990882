package org.wangchuan.engine.phone.fact;

import org.wangchuan.canonical.Json;

/** From where something is known of a phone. */
public enum Source {
    /** The descriptors with which it enumerates: no permission is needed, and any device can send any. */
    USB,
    /** Its answer to MTP's GetDeviceInfo, without a session. */
    MTP,
    /** Its bootloader's answer over fastboot. */
    FASTBOOT,
    /** lockdownd, to a host with which it is not paired. */
    LOCKDOWN,
    /** lockdownd or one of its services, within a session of a pairing that the owner trusted. */
    PAIRED,
    /** Its system over ADB, authorised by the owner. */
    ADB,
    /** Its secure hardware, in an attestation that was made for this job and ends at a known root: the system passes it on and can't change it. */
    ATTESTED,
    /** Somebody of the staff saw it on the screen. */
    SEEN,
    /** The owner, or whoever brought it, said so. */
    SAID;

    /** As evidence spells it. */
    public String id() {
        return Json.wireName(this);
    }

    /** Whether the cable told it, and no person. */
    public boolean isCable() {
        return this != SEEN && this != SAID;
    }
}
