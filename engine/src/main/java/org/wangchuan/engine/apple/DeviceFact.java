package org.wangchuan.engine.apple;

/**
 * A single text that a device tells in a session, of those that a job has a use for. Most of them are personal: identifiers of a phone or of
 * its owner's contract.
 */
public enum DeviceFact {
    SERIAL_NUMBER("SerialNumber"),
    /** Of its system, such as "17.5.1". */
    VERSION("ProductVersion"),
    BUILD_VERSION("BuildVersion"),
    MODEL_NUMBER("ModelNumber"),
    REGION("RegionInfo"),
    IMEI("InternationalMobileEquipmentIdentity"),
    IMEI_2("InternationalMobileEquipmentIdentity2"),
    MEID("MobileEquipmentIdentifier"),
    /** Whether a SIM is in, and locked, or refused, such as "kCTSIMSupportSIMStatusReady". */
    SIM_STATUS("SIMStatus");

    private final String key;

    DeviceFact(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
