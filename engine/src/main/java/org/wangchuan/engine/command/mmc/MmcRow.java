package org.wangchuan.engine.command.mmc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A row of commands as it was handed to the kernel ({@code struct mmc_ioc_multi_cmd}), read again from its bytes.
 *
 * @param commands in order, 1 or more
 */
public record MmcRow(List<Command> commands) {
    private static final int APPLICATION_OFFSET = 4;
    private static final int RESPONSE_BYTES = 4;
    private static final HexFormat HEX = HexFormat.of();

    public MmcRow {
        commands = List.copyOf(commands);
    }

    /**
     * One of them.
     *
     * @param plain nothing else is in it that is known here: no application command, no block but the one of 512 bytes that SEND_EXT_CSD reads
     */
    public record Command(int opcode, int argument, int flags, boolean writes, boolean plain) {
        /** As patterns know it: opcode, argument and flags in hexadecimal, and whether it writes. */
        public String key() {
            return HEX.toHexDigits((byte) opcode) + "." + HEX.toHexDigits(argument) + "."
                    + HEX.toHexDigits((short) flags) + (writes ? "w" : "r");
        }
    }

    /** Whether bytes have the length of a row, which nothing else that is sent here has. */
    public static boolean isRow(byte[] request) {
        return request.length > MmcRequest.BYTES && (request.length - MmcRequest.ROW_OFFSET) % MmcRequest.BYTES == 0;
    }

    /** Empty if they are none. */
    public static Optional<MmcRow> parse(byte[] request) {
        if (!isRow(request)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        int count = (request.length - MmcRequest.ROW_OFFSET) / MmcRequest.BYTES;
        if (in.getLong(0) != count) {
            return Optional.empty();
        }
        List<Command> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(command(in, MmcRequest.ROW_OFFSET + i * MmcRequest.BYTES));
        }
        return Optional.of(new MmcRow(out));
    }

    private static Command command(ByteBuffer in, int at) {
        int writes = in.getInt(at + MmcRequest.WRITE_OFFSET);
        int opcode = in.getInt(at + MmcRequest.OPCODE_OFFSET);
        int blockBytes = in.getInt(at + MmcRequest.BLOCK_BYTES_OFFSET);
        int blocks = in.getInt(at + MmcRequest.BLOCKS_OFFSET);
        boolean reads = blockBytes == ExtendedCsd.BYTES && blocks == 1 && writes == 0;
        boolean plain = in.getInt(at + APPLICATION_OFFSET) == 0
                && opcode >>> 6 == 0
                && writes >>> 1 == 0
                && in.getInt(at + MmcRequest.FLAGS_OFFSET) >>> 16 == 0
                && (reads || (blockBytes == 0 && blocks == 0))
                && blank(in, at + MmcRequest.RESPONSE_OFFSET, at + MmcRequest.FLAGS_OFFSET)
                && blank(in, at + MmcRequest.BLOCKS_OFFSET + 4, at + MmcRequest.TIMEOUT_OFFSET)
                && blank(in, at + MmcRequest.TIMEOUT_OFFSET + 4, at + MmcRequest.BYTES);
        return new Command(
                opcode,
                in.getInt(at + MmcRequest.ARGUMENT_OFFSET),
                in.getInt(at + MmcRequest.FLAGS_OFFSET),
                writes != 0,
                plain);
    }

    private static boolean blank(ByteBuffer in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Its commands as patterns know them; empty if there is more in it than that. */
    public Optional<String> key() {
        return commands.stream().allMatch(Command::plain)
                ? Optional.of(
                        String.join(" ", commands.stream().map(Command::key).toList()))
                : Optional.empty();
    }

    /**
     * What the card responded to each, as the answer holds it.
     *
     * @param last the response to the last command
     * @param data of a row that reads nothing and has several commands, the responses to all of them
     * @return empty if they are not as many as the commands
     */
    public List<CardStatus> responses(long last, String data) {
        if (commands.size() == 1) {
            return List.of(new CardStatus((int) last));
        }
        if (data.length() != 2 * RESPONSE_BYTES * commands.size()) {
            return List.of();
        }
        ByteBuffer in = ByteBuffer.wrap(HEX.parseHex(data));
        List<CardStatus> out = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            out.add(new CardStatus(in.getInt()));
        }
        return out;
    }

    /**
     * Whether the card took all of them, as far as it responded: a response to each, and an error in none. A kernel that carries a command out
     * in a way of its own hands no response back, only whether it succeeded.
     */
    public boolean taken(long last, String data) {
        List<CardStatus> responses = responses(last, data);
        return !responses.isEmpty() && responses.stream().noneMatch(CardStatus::failed);
    }
}
