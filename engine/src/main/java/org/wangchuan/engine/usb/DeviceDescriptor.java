package org.wangchuan.engine.usb;

/**
 * What a device says of itself as a whole (USB 2.0, 9.6.1).
 *
 * @param usbVersion binary-coded decimal, such as 0x0200
 * @param deviceClass 0 to 255, 0 where each interface has its own
 * @param subclass 0 to 255
 * @param protocol 0 to 255
 * @param vendor who made it, as it says: 0 to 0xffff
 * @param product 0 to 0xffff
 * @param release binary-coded decimal, 0 to 0xffff
 * @param manufacturerIndex number of the string that names the maker, 0 for none
 * @param productIndex of the product
 * @param serialIndex of the serial number
 * @param configurations how many there are, 1 to 8
 */
public record DeviceDescriptor(
        int usbVersion,
        int deviceClass,
        int subclass,
        int protocol,
        int vendor,
        int product,
        int release,
        int manufacturerIndex,
        int productIndex,
        int serialIndex,
        int configurations) {}
