package org.wangchuan.engine.apple.model;

/**
 * What a device says of its storage (com.apple.disk_usage), in bytes as the device counts them.
 *
 * @param diskBytes all of it, {@code TotalDiskCapacity}
 * @param dataBytes of the data volume, {@code TotalDataCapacity}
 * @param dataFreeBytes of it, free, {@code TotalDataAvailable}
 */
public record Storage(Answer<Long> diskBytes, Answer<Long> dataBytes, Answer<Long> dataFreeBytes) {}
