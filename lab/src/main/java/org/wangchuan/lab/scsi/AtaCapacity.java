package org.wangchuan.lab.scsi;

import java.util.Set;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Shape;

/**
 * How many of its blocks a made drive shows: by a host protected area and a device configuration overlay (ACS-2), or by the accessible max address
 * configuration that took the place of both (ACS-3).
 */
final class AtaCapacity {
    private static final int CONFIGURE = 0x78;
    private static final int OVERLAY = 0xb1;
    private static final int NATIVE_28 = 0xf8;
    private static final int NATIVE_48 = 0x27;
    private static final int SET_28 = 0xf9;
    private static final int HIGHEST_28 = 0x0fff_ffff;

    private static final Set<Shape> CONFIGURED =
            Set.of(Shape.HALF_BEYOND, Shape.HALF_BEYOND_FROZEN, Shape.HALF_BEYOND_UNMOVED);
    private static final Set<Shape> PROTECTED = Set.of(Shape.HALF_HIDDEN, Shape.QUARTER_SHOWN);
    private static final Set<Shape> OVERLAID = Set.of(
            Shape.HALF_OVERLAID,
            Shape.HALF_OVERLAID_FROZEN,
            Shape.HALF_OVERLAID_KEPT,
            Shape.HALF_OVERLAID_UNMOVED,
            Shape.QUARTER_SHOWN);

    private final BlockCommands blocks;
    private final Shape shape;
    private final boolean configuration;
    private final boolean overlay;

    /** With which it was made. */
    private final long made;

    /** That an overlay leaves, and that a host protected area may leave at the most. */
    private long most;

    /** That it shows once its power was off. */
    private long lasting;

    private boolean overlayFrozen;
    private boolean addressFrozen;

    /** Whether a number that lasts was set since its power came on. */
    private boolean setToLast;

    AtaCapacity(BlockCommands blocks, Firmware firmware) {
        this.blocks = blocks;
        shape = firmware.shape();
        made = blocks.blocks();
        configuration = CONFIGURED.contains(shape);
        // A locked drive does not tell of its overlay, and would be met for that: what is locked here has none.
        overlay = !configuration && firmware.lock() != Firmware.Lock.LOCKED;
        most = OVERLAID.contains(shape) ? made / 2 : made;
        lasting = configuration || PROTECTED.contains(shape) ? most / 2 : most;
        overlayFrozen = shape == Shape.HALF_OVERLAID_FROZEN;
        addressFrozen = shape == Shape.HALF_BEYOND_FROZEN;
        blocks.limit(lasting);
    }

    /** How many it shows. */
    long shown() {
        return blocks.blocks();
    }

    /** Whether it has host protected areas. */
    boolean protectedArea() {
        return !configuration;
    }

    /** Whether it has a device configuration overlay. */
    boolean overlay() {
        return overlay;
    }

    /** Whether it has accessible max address configuration. */
    boolean configuration() {
        return configuration;
    }

    /** Its power was off: what was set for as long as it was on is as it was before that, and nothing is frozen. */
    void powerOn() {
        overlayFrozen = false;
        addressFrozen = false;
        setToLast = false;
        blocks.limit(lasting);
    }

    /**
     * One of the commands that are about this.
     *
     * @param before COMMAND of the one just before
     * @param locked whether a password keeps it locked
     */
    AtaAnswer execute(AtaCommand command, int before, boolean locked) {
        if ((command.opcode() == CONFIGURE) != configuration) {
            return AtaAnswer.aborted();
        }
        return switch (command.opcode()) {
            case CONFIGURE -> configure(command, locked);
            case OVERLAY -> overlay && !overlayFrozen && !locked ? overlay(command.feature()) : AtaAnswer.aborted();
            case NATIVE_28 -> AtaAnswer.registers(0, Math.min(most - 1, HIGHEST_28));
            case NATIVE_48 -> AtaAnswer.registers(0, most - 1);
            default -> locked ? AtaAnswer.aborted() : setMax(command, before);
        };
    }

    /** ACCESSIBLE MAX ADDRESS CONFIGURATION: what is set lasts, and is set once between two power cycles. */
    private AtaAnswer configure(AtaCommand command, boolean locked) {
        if (command.feature() == 0) {
            return AtaAnswer.registers(0, made - 1);
        }
        if (locked || command.feature() > 2) {
            return AtaAnswer.aborted();
        }
        if (command.feature() == 2) {
            addressFrozen = true;
            return AtaAnswer.done();
        }
        if (addressFrozen || setToLast) {
            return AtaAnswer.aborted();
        }
        if (command.lba() >= made) {
            return AtaAnswer.notFound();
        }
        setToLast = true;
        if (shape != Shape.HALF_BEYOND_UNMOVED) {
            lasting = command.lba() + 1;
            blocks.limit(lasting);
        }
        return AtaAnswer.done();
    }

    /** SET MAX ADDRESS (EXT), right after READ NATIVE MAX ADDRESS (EXT) alone; with COUNT bit 0 it lasts, and a second that does is refused. */
    private AtaAnswer setMax(AtaCommand command, int before) {
        boolean wide = command.opcode() != SET_28;
        boolean another = !wide && command.feature() != 0;
        if (another || before != (wide ? NATIVE_48 : NATIVE_28) || command.lba() >= most) {
            return AtaAnswer.aborted();
        }
        boolean lasts = (command.count() & 1) != 0;
        if (lasts && setToLast) {
            return AtaAnswer.notFound();
        }
        if (lasts) {
            setToLast = true;
            lasting = command.lba() + 1;
        }
        blocks.limit(command.lba() + 1);
        return AtaAnswer.registers(0, command.lba());
    }

    /** DEVICE CONFIGURATION RESTORE, FREEZE LOCK and IDENTIFY; nobody sets a made drive another one. */
    private AtaAnswer overlay(int feature) {
        return switch (feature) {
            case 0xc0 -> restore();
            case 0xc1 -> {
                overlayFrozen = true;
                yield AtaAnswer.done();
            }
            case 0xc2 -> AtaAnswer.data(configurationPage());
            default -> AtaAnswer.aborted();
        };
    }

    /** Of a drive that an overlay makes smaller, and only while no host protected area does as well. */
    private AtaAnswer restore() {
        if (most == made || shown() < most || shape == Shape.HALF_OVERLAID_KEPT) {
            return AtaAnswer.aborted();
        }
        if (shape != Shape.HALF_OVERLAID_UNMOVED) {
            most = made;
            lasting = made;
            blocks.limit(made);
        }
        return AtaAnswer.done();
    }

    /** What it was made with: revision, the highest address, the sum over all. */
    private byte[] configurationPage() {
        byte[] page = new byte[512];
        page[0] = 2;
        for (int at = 0; at < 8; at++) {
            page[6 + at] = (byte) ((made - 1) >>> (8 * at));
        }
        page[510] = (byte) 0xa5;
        int sum = 0;
        for (byte one : page) {
            sum += one;
        }
        page[511] = (byte) -sum;
        return page;
    }
}
