package org.wangchuan.engine.apple.model;

/**
 * What a device says of its battery.
 *
 * @param chargePercent 0 to 100, {@code BatteryCurrentCapacity} of com.apple.mobile.battery
 * @param charging {@code BatteryIsCharging} of the same
 * @param cycles charge cycles so far
 * @param designCapacity as made, in mAh where the device counts in those
 * @param fullCapacity what it holds now, in the same unit
 */
public record Battery(
        Answer<Long> chargePercent,
        Answer<Boolean> charging,
        Answer<Long> cycles,
        Answer<Long> designCapacity,
        Answer<Long> fullCapacity) {}
