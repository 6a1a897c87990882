package org.wangchuan.engine.mtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.sysfs.CleanText;
import org.wangchuan.engine.mtp.MtpException.Code;
import org.wangchuan.engine.usb.SerialNumber;

/**
 * What a device says of itself (MTP 1.1, 5.1.1, "DeviceInfo Dataset"; ISO 15740, 5.5.1). All texts are its own, cleaned.
 *
 * @param standardVersion hundredths, such as 100
 * @param extensions who has extended it how, such as "microsoft.com: 1.0; android.com: 1.0;"
 * @param operations codes of what it can be asked, 0 to 0xffff
 * @param manufacturer who made it
 * @param model what it is
 * @param version of the device or its software
 * @param serial its number
 */
public record DeviceInfo(
        int standardVersion,
        Optional<String> extensions,
        List<Integer> operations,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> version,
        Optional<SerialNumber> serial) {
    private static final int CODES_MAX = 4096; // a list of all codes that anybody has published has some hundred

    public DeviceInfo {
        operations = List.copyOf(operations);
    }

    /**
     * Reads the dataset.
     *
     * @throws MtpException if it is anything else, up to its last byte
     */
    public static DeviceInfo read(byte[] dataset) throws MtpException {
        ByteBuffer in = ByteBuffer.wrap(dataset).order(ByteOrder.LITTLE_ENDIAN);
        int standardVersion = word(in);
        need(in, 6); // the extension's id and version
        in.position(in.position() + 6);
        Optional<String> extensions = text(in);
        int _ = word(in); // functional mode
        List<Integer> operations = codes(in);
        for (int i = 0; i < 4; i++) { // events, properties, formats of capture, formats of playback
            List<Integer> _ = codes(in);
        }
        Optional<String> manufacturer = text(in);
        Optional<String> model = text(in);
        Optional<String> version = text(in);
        Optional<SerialNumber> serial = text(in).map(SerialNumber::new);
        if (in.hasRemaining()) {
            throw new MtpException(Code.DATASET, "expected an end, found " + in.remaining() + " bytes more");
        }
        return new DeviceInfo(standardVersion, extensions, operations, manufacturer, model, version, serial);
    }

    private static int word(ByteBuffer in) throws MtpException {
        need(in, Short.BYTES);
        return Short.toUnsignedInt(in.getShort());
    }

    /** A count of 32 bits, then so many codes of 16 (MTP 1.1, 3.2.2). */
    private static List<Integer> codes(ByteBuffer in) throws MtpException {
        need(in, Integer.BYTES);
        long count = Integer.toUnsignedLong(in.getInt());
        if (count > CODES_MAX) {
            throw new MtpException(Code.DATASET, "expected at most " + CODES_MAX + " codes, found " + count);
        }
        need(in, (int) count * Short.BYTES);
        List<Integer> codes = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            codes.add(Short.toUnsignedInt(in.getShort()));
        }
        return codes;
    }

    /** A count of characters with the null at the end, 0 for none, then so many of UTF-16 (MTP 1.1, 3.2.3). */
    private static Optional<String> text(ByteBuffer in) throws MtpException {
        need(in, 1);
        int characters = Byte.toUnsignedInt(in.get());
        need(in, characters * Short.BYTES);
        if (characters == 0) {
            return Optional.empty();
        }
        byte[] raw = new byte[(characters - 1) * Short.BYTES];
        in.get(raw);
        if (in.getShort() != 0) {
            throw new MtpException(Code.DATASET, "expected a text that ends with a null");
        }
        return CleanText.of(new String(raw, StandardCharsets.UTF_16LE));
    }

    private static void need(ByteBuffer in, int bytes) throws MtpException {
        if (in.remaining() < bytes) {
            throw new MtpException(
                    Code.DATASET, "expected " + bytes + " bytes at " + in.position() + ", found " + in.remaining());
        }
    }
}
