package org.wangchuan.engine.kernel;

/**
 * What a control transfer asks (USB 2.0, 9.3); its length is that of its data.
 *
 * @param requestType bmRequestType, 0 to 255; {@link #IN} in it for an answer with data
 * @param request bRequest, 0 to 255
 * @param value wValue, 0 to 65535
 * @param index wIndex, 0 to 65535
 */
public record UsbSetup(int requestType, int request, int value, int index) {
    /** The device answers with data. */
    public static final int IN = 0x80;

    public UsbSetup {
        if ((requestType >>> 8) != 0 || (request >>> 8) != 0 || (value >>> 16) != 0 || (index >>> 16) != 0) {
            throw new IllegalArgumentException("expected bytes and 16-bit words");
        }
    }
}
