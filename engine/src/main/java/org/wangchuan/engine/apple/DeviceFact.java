package org.wangchuan.engine.apple;

/**
 * A single text that a device tells in a session, of those that a job has a use for. Most of them are personal: identifiers of a phone or of
 * its owner's contract.
 */
public enum DeviceFact {
    SERIAL_NUMBER("SerialNumber"),
    BUILD_VERSION("BuildVersion"),
    MODEL_NUMBER("ModelNumber"),
    REGION("RegionInfo"),
    IMEI("InternationalMobileEquipmentIdentity"),
    IMEI_2("InternationalMobileEquipmentIdentity2"),
    MEID("MobileEquipmentIdentifier"),
    /** Whether a SIM is in, and locked, such as "kCTSIMSupportSIMStatusReady". */
    SIM_STATUS("SIMStatus");

    private final String key;

    DeviceFact(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
