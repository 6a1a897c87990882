package org.wangchuan.engine.purge.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;

/** A SAS drive with SANITIZE and FORMAT UNIT (SBC-4, SPC-5). It keeps its state over any interruption of who asks, and no result of a success. */
public final class ModelScsi implements PassThrough {
    private static final int STEPS = 8;
    private static final int ENODEV = 19;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] medium;
    private final Conduct conduct;
    private Consumer<byte[]> left = medium -> Arrays.fill(medium, (byte) 0);
    private final List<String> erasing = new ArrayList<>();
    private boolean running;
    private boolean formats;
    private boolean failed;
    private boolean shut;
    private boolean restricted;
    private boolean saysField;
    private boolean attention;
    private int step;
    private boolean gone;

    /** @param medium what it holds, in blocks of 512 bytes */
    public ModelScsi(byte[] medium, Conduct conduct) {
        this.medium = medium;
        this.conduct = conduct;
    }

    /** What it makes of what it holds where it erases itself. */
    public ModelScsi leaving(Consumer<byte[]> how) {
        left = how;
        return this;
    }

    /** Tells of a reset before it takes the next command. */
    public ModelScsi wasReset() {
        attention = true;
        return this;
    }

    /**
     * Its last one failed, long ago. It takes no reads and writes until another succeeds, or, if that one had been begun with AUSE, until it is told to
     * leave its failure; begun without, it takes no other with AUSE (SBC-4, 4.11.1).
     */
    public ModelScsi failedBefore(boolean withoutAuse) {
        failed = true;
        shut = true;
        restricted = withoutAuse;
        return this;
    }

    /** It refuses the bit by the field that holds it, not by the state that it is in. */
    public ModelScsi sayingTheField() {
        saysField = true;
        return this;
    }

    /** Whether it takes neither reads nor writes. */
    public synchronized boolean isShut() {
        return shut;
    }

    /** The first two bytes of what erases, in order. */
    public synchronized List<String> erasing() {
        return List.copyOf(erasing);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public synchronized DeviceCommand.Answer ask(byte[] block, int readBytes) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        byte[] data = new byte[readBytes];
        if ((block[0] & 0xff) == 0xa3) {
            // Its adapter does not say how few came: all that was asked for is handed on.
            data[1] = 3; // supported as the standard says
            data[3] = 10;
        }
        return new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(data));
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] block, byte[] sent, int readBytes, int timeoutMillis) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        if (block[0] == 0x03) {
            return requestSense();
        }
        erasing.add(HEX.formatHex(block, 0, 2));
        if (attention) {
            attention = false;
            return check(6, 0x29, 0);
        }
        boolean mayExit = (block[1] & 0x20) != 0;
        boolean exit = (block[1] & 0x1f) == 0x1f;
        if (failed && restricted && block[0] == 0x48 && (exit || mayExit)) {
            return exit || saysField ? check(5, 0x24, 0) : check(3, 0x31, 3);
        }
        if (failed && !formats && block[0] == 0x04) {
            return check(3, 0x31, 3);
        }
        if (exit && block[0] == 0x48) {
            failed = false;
            shut = false;
            return good();
        }
        if (conduct == Conduct.REFUSING || running) {
            return check(5, 0x20, 0);
        }
        formats = block[0] == 0x04;
        switch (conduct) {
            case LAST_RESULT -> {}
            case INSTANT -> erase();
            default -> {
                running = true;
                failed = false;
                restricted = !mayExit;
                step = 0;
            }
        }
        return good();
    }

    private DeviceCommand.Answer requestSense() {
        if (running) {
            step++;
            if (conduct == Conduct.STUCK) {
                step = Math.min(step, 2);
            } else if (step == STEPS / 2 && conduct == Conduct.VANISHING) {
                gone = true;
                return new DeviceCommand.NotSent(ENODEV);
            } else if (step == STEPS / 2 && conduct == Conduct.FAILING) {
                running = false;
                failed = true;
                shut = true;
            } else if (step > STEPS) {
                running = false;
                erase();
            }
        }
        byte[] sense = sense(0, 0, 0);
        if (failed) {
            sense = sense(3, 0x31, formats ? 1 : 3);
        } else if (running) {
            sense = sense(2, 0x04, formats ? 0x04 : 0x1b);
            int progress = step * 65535 / (STEPS + 1);
            sense[15] = (byte) 0x80;
            sense[16] = (byte) (progress >>> 8);
            sense[17] = (byte) progress;
        }
        return new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(sense));
    }

    private void erase() {
        shut = false;
        if (conduct != Conduct.LYING) {
            synchronized (medium) {
                left.accept(medium);
            }
        }
    }

    private static DeviceCommand.Answer good() {
        return new DeviceCommand.Completed(0, 0, 0, "", "");
    }

    private static DeviceCommand.Answer check(int key, int code, int qualifier) {
        return new DeviceCommand.Completed(2, 0, 0, HEX.formatHex(sense(key, code, qualifier)), "");
    }

    /** Fixed format. */
    private static byte[] sense(int key, int code, int qualifier) {
        byte[] out = new byte[18];
        out[0] = 0x70;
        out[2] = (byte) key;
        out[7] = 10;
        out[12] = (byte) code;
        out[13] = (byte) qualifier;
        return out;
    }
}
