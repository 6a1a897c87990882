package org.wangchuan.engine.apple.model;

/**
 * How a device is to erase itself (pymobiledevice3's services/mobile_config.py, {@code erase_device}).
 *
 * @param preserveDataPlan whether an eSIM stays
 * @param disallowProximitySetup whether another phone nearby may not set it up
 */
public record EraseOptions(boolean preserveDataPlan, boolean disallowProximitySetup) {
    /** Everything goes, eSIM included. */
    public static final EraseOptions EVERYTHING = new EraseOptions(false, false);
}
