package org.wangchuan.engine.purge.testing;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.testing.AtaDrive;

/**
 * A SATA drive that hides blocks (ACS-2 and ACS-3), with the rules that others have met: SET MAX ADDRESS only just after READ NATIVE MAX ADDRESS, an
 * overlay not while a host protected area is set, the accessible max address once between two power cycles. It keeps its state over any
 * interruption of who asks. What else it is told goes to the drive behind it.
 */
public final class HidingAta implements PassThrough {
    private static final int ABORTED = 0x51;
    private static final int READY = 0x50;
    private static final HexFormat HEX = HexFormat.of();

    private final PassThrough rest;
    private final String serial;
    private final List<String> told = new ArrayList<>();
    private final long made;
    private long most;
    private long accessible;
    private boolean configured;
    private boolean maySet;
    private boolean setSincePower;
    private boolean frozen;
    private boolean overlayFrozen;
    private boolean securityFrozen;
    private boolean idle;
    private int interposed;
    private boolean second;
    private @org.jspecify.annotations.Nullable ModelAta lock;

    /** One that hides nothing, of blocks of 512 bytes. */
    public HidingAta(long blocks, String serial, PassThrough rest) {
        this.made = blocks;
        this.most = blocks;
        this.accessible = blocks;
        this.serial = serial;
        this.rest = rest;
    }

    /** A host protected area. */
    public HidingAta protecting(long blocks) {
        accessible -= blocks;
        return this;
    }

    /** The same by accessible max address configuration, as newer drives have it. */
    public HidingAta configuring(long blocks) {
        configured = true;
        return protecting(blocks);
    }

    /** A device configuration overlay. */
    public HidingAta overlaying(long blocks) {
        most -= blocks;
        accessible -= blocks;
        return this;
    }

    /** The computer has locked both as it started. */
    public HidingAta frozen() {
        frozen = true;
        return this;
    }

    /** The computer has locked its overlay as it started. */
    public HidingAta overlayFrozen() {
        overlayFrozen = true;
        return this;
    }

    /** It takes every command, and does nothing. */
    public HidingAta idle() {
        idle = true;
        return this;
    }

    /** Others ask it something just after READ NATIVE MAX ADDRESS, so many times. */
    public HidingAta interposing(int times) {
        interposed = times;
        return this;
    }

    /** Something was set for good since its last reset: a second one is refused by ID NOT FOUND. */
    public HidingAta refusingAsSecond() {
        second = true;
        return this;
    }

    /** As long as that one is locked, so is this: what changes or tells an overlay is aborted. */
    public HidingAta lockedWith(ModelAta other) {
        lock = other;
        return this;
    }

    /** The computer has frozen its security as it started. */
    public HidingAta securityFrozen() {
        securityFrozen = true;
        return this;
    }

    private boolean isLocked() {
        return lock != null && lock.isLocked();
    }

    private int security() {
        int frozenToo = securityFrozen ? 8 : 0;
        return lock == null ? 0 : frozenToo | (!lock.hasPassword() ? 0x21 : lock.isLocked() ? 0x27 : 0x23);
    }

    /** The accessible max address was set since its power came on. */
    public HidingAta setBefore() {
        setSincePower = true;
        return this;
    }

    /** Its power was off. */
    public synchronized void powerCycle() {
        setSincePower = false;
        frozen = false;
    }

    /** Blocks that it lets its host address. */
    public synchronized long accessible() {
        return accessible;
    }

    /** Codes of the commands that change what it hides, in order. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public synchronized DeviceCommand.Answer ask(byte[] block, int readBytes) {
        int code = block[14] & 0xff;
        maySet = code == 0x27 && interposed-- <= 0;
        return switch (code) {
            case 0xec -> identify();
            case 0x27, 0x78 -> registers(READY, most - 1);
            case 0xb1 -> isLocked() ? registers(ABORTED, 0) : data(AtaDrive.overlay(made - 1));
            default -> rest.ask(block, readBytes);
        };
    }

    private DeviceCommand.Answer identify() {
        AtaDrive drive = new AtaDrive().serial(serial).model("Model").rotationRate(1);
        if (configured) {
            drive.accessibleMaxAddress();
        }
        // Sanitize with block erase (word 59, bits 12 and 15), beside what it says of hidden areas.
        return data(
                drive.word(59, 0x9000).word(128, security()).blocks(accessible).identify());
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] block, byte[] sent, int readBytes, int timeoutMillis) {
        if (!technique.equals("ata-hidden-areas")) {
            return rest.erase(technique, block, sent, readBytes, timeoutMillis);
        }
        int code = block[14] & 0xff;
        told.add(HEX.toHexDigits((byte) code));
        boolean allowed = switch (code) {
            case 0x37 -> maySet && !configured && address(block) < most;
            case 0x78 -> configured && !setSincePower && block[4] == 1;
            case 0xb1 -> !overlayFrozen && accessible == most && (block[4] & 0xff) == 0xc0;
            default -> false;
        };
        maySet = false;
        if (second) {
            return new DeviceCommand.Completed(2, 0, 8, HEX.formatHex(AtaDrive.registers(ABORTED, 0x14, 0)), "");
        }
        if (frozen || !allowed || isLocked()) {
            return registers(ABORTED, 0);
        }
        if (!idle) {
            switch (code) {
                case 0x37 -> accessible = address(block) + 1;
                case 0x78 -> {
                    accessible = address(block) + 1;
                    setSincePower = true;
                }
                default -> {
                    most = made;
                    accessible = made;
                }
            }
        }
        return registers(READY, accessible - 1);
    }

    private static long address(byte[] block) {
        long address = 0;
        for (int at : new int[] {11, 9, 7, 12, 10, 8}) {
            address = (address << 8) | (block[at] & 0xffL);
        }
        return address;
    }

    private static DeviceCommand.Answer data(byte[] bytes) {
        return new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(bytes));
    }

    private static DeviceCommand.Answer registers(int status, long address) {
        int error = status == READY ? 0 : 0x04;
        return new DeviceCommand.Completed(2, 0, 8, HEX.formatHex(AtaDrive.registers(status, error, address)), "");
    }
}
