package org.wangchuan.engine.medium.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a well-made ATA drive answers: data with checksums and registers in sense data, each written from the standard, not from our parsers. */
public final class AtaDrive {
    private static final int HPA = 1 << 10;
    private static final int DCO = 1 << 11;

    private final ByteBuffer identify = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

    /** A hard disk of 2 097 152 blocks of 512 bytes (1 GiB), 7200 revolutions a minute, with 48-bit addresses, host protected area and overlay. */
    public AtaDrive() {
        text(10, 10, "WD-WX12345678");
        text(23, 4, "01.01A01");
        text(27, 20, "WDC WD10EZEX-00BN5A0");
        word(60, 0);
        word(61, 32);
        word(82, HPA | 0x4000);
        word(83, 0x4000 | (1 << 10) | DCO);
        word(86, 1 << 10);
        word(87, 0x4000 | (1 << 8));
        blocks(2_097_152);
        word(108, 0x5001);
        word(109, 0x4ee2);
        word(110, 0x1234);
        word(111, 0x5678);
        word(119, 0x4000);
        word(217, 7200);
    }

    public AtaDrive blocks(long count) {
        identify.putLong(200, count);
        return this;
    }

    public AtaDrive serial(String serial) {
        text(10, 10, serial);
        return this;
    }

    public AtaDrive model(String model) {
        text(27, 20, model);
        return this;
    }

    public AtaDrive rotationRate(int rate) {
        return word(217, rate);
    }

    /** As ACS-3 drives have it: none of the older feature sets. */
    public AtaDrive accessibleMaxAddress() {
        word(82, 0x4000);
        word(83, 0x4000 | (1 << 10));
        return word(119, 0x4000 | (1 << 8));
    }

    public AtaDrive withoutHidingFeatures() {
        word(82, 0x4000);
        return word(83, 0x4000 | (1 << 10));
    }

    public AtaDrive withoutOverlay() {
        return word(83, 0x4000 | (1 << 10));
    }

    public AtaDrive word(int index, int value) {
        identify.putShort(2 * index, (short) value);
        return this;
    }

    /** IDENTIFY DEVICE data with the integrity word. */
    public byte[] identify() {
        return signed(identify.array().clone());
    }

    /** IDENTIFY DEVICE data of a drive that leaves the integrity word empty. */
    public byte[] unsignedIdentify() {
        return identify.array().clone();
    }

    /** The ATA Information page (VPD 89h) that carries the same. */
    public byte[] informationPage() {
        byte[] page = new byte[572];
        page[1] = (byte) 0x89;
        page[2] = 0x02;
        page[3] = 0x38;
        System.arraycopy(identify(), 0, page, 60, 512);
        return page;
    }

    /** DEVICE CONFIGURATION IDENTIFY data. */
    public static byte[] overlay(long maximumAddress) {
        ByteBuffer data = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, (short) 2);
        data.putLong(6, maximumAddress);
        return signed(data.array());
    }

    /** Descriptor sense data with the ATA Status Return descriptor of a 48-bit command. */
    public static byte[] registers(int status, int error, long address) {
        byte[] sense = new byte[22];
        sense[0] = 0x72;
        sense[1] = 0x01;
        sense[3] = 0x1d;
        sense[7] = 14;
        sense[8] = 0x09;
        sense[9] = 12;
        sense[10] = 1;
        sense[11] = (byte) error;
        sense[15] = (byte) address;
        sense[17] = (byte) (address >>> 8);
        sense[19] = (byte) (address >>> 16);
        sense[14] = (byte) (address >>> 24);
        sense[16] = (byte) (address >>> 32);
        sense[18] = (byte) (address >>> 40);
        sense[20] = 0x40;
        sense[21] = (byte) status;
        return sense;
    }

    private void text(int firstWord, int words, String value) {
        byte[] padded = Arrays.copyOf(value.getBytes(StandardCharsets.US_ASCII), words * 2);
        Arrays.fill(padded, value.length(), padded.length, (byte) ' ');
        for (int i = 0; i < words; i++) {
            word(firstWord + i, (padded[2 * i] << 8) | padded[2 * i + 1]);
        }
    }

    private static byte[] signed(byte[] data) {
        data[510] = (byte) 0xa5;
        data[511] = 0;
        byte sum = 0;
        for (byte b : data) {
            sum += b;
        }
        data[511] = (byte) -sum;
        return data;
    }
}
