package org.wangchuan.engine.usb;

/**
 * One time that something was plugged in, as the kernel counts it: whatever comes to the same place later, be it the same phone, has
 * another. A device that is reset and is the same afterwards keeps it.
 *
 * @param deviceNumber address on the bus, 1 to 127; the kernel takes the next free one each time, so that it returns after 126 others
 * @param folder what the kernel's file system knows the device's folder by, which is made anew each time
 */
public record Enumeration(int deviceNumber, String folder) {}
