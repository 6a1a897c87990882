package org.wangchuan.platform.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * What the bytes of a photo say of themselves, read before anything is decoded, and the file without all that is not the picture: a
 * decoder is given no colour profiles, texts, thumbnails or positions to stumble over.
 *
 * @param format {@code jpeg} or {@code png}, for a decoder
 * @param turn how a camera says that it was held
 * @param bare the file with the picture alone
 */
@SuppressWarnings("ArrayRecordComponent") // goes straight into the decoder
record PhotoOutline(String format, int width, int height, Turn turn, byte[] bare) {
    private static final int SIDE_PIXELS_MAX = 16_000;

    /**
     * How a picture has to be turned to stand upright.
     *
     * @param quarters of a full turn, clockwise, from 0 to 3
     * @param isMirrored whether it is mirrored left to right before that
     */
    record Turn(int quarters, boolean isMirrored) {
        static final Turn NONE = new Turn(0, false);

        /** By the number that Exif has for it. */
        static Turn ofExif(int orientation) {
            return switch (orientation) {
                case 2 -> new Turn(0, true);
                case 3 -> new Turn(2, false);
                case 4 -> new Turn(2, true);
                case 5 -> new Turn(3, true);
                case 6 -> new Turn(1, false);
                case 7 -> new Turn(1, true);
                case 8 -> new Turn(3, false);
                default -> NONE;
            };
        }
    }

    /** Reads it, or refuses it: what is not whole, not a picture of these two kinds, or too large. */
    static PhotoOutline of(byte[] file) throws VaultException {
        PhotoOutline outline = Png.isPng(file) ? new Png(file).read() : new Jpeg(file).read();
        boolean isSize = outline.width > 0
                && outline.height > 0
                && outline.width <= SIDE_PIXELS_MAX
                && outline.height <= SIDE_PIXELS_MAX
                && (long) outline.width * outline.height <= PhotoFile.PIXELS_MAX;
        if (!isSize) {
            throw PhotoFile.bad("more than 25 megapixels, or none");
        }
        return outline;
    }

    /** PNG, by its chunks (ISO/IEC 15948). */
    private static final class Png {
        private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
        private static final int HEADER_BYTES = 13;
        private static final int CHUNK_AROUND = 12;

        private final ByteBuffer in;
        private final byte[] file;
        private final ByteArrayOutputStream bare = new ByteArrayOutputStream();

        Png(byte[] file) {
            this.file = file;
            this.in = ByteBuffer.wrap(file);
        }

        static boolean isPng(byte[] file) {
            return file.length > SIGNATURE.length && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, 8);
        }

        PhotoOutline read() throws VaultException {
            bare.writeBytes(SIGNATURE);
            in.position(SIGNATURE.length);
            int width = 0;
            int height = 0;
            String name = "";
            while (!name.equals("IEND")) {
                if (in.remaining() < CHUNK_AROUND) {
                    throw PhotoFile.bad("a PNG that ends too early");
                }
                int at = in.position();
                int length = in.getInt(at);
                if (length < 0 || length > in.remaining() - CHUNK_AROUND) {
                    throw PhotoFile.bad("a PNG that ends too early");
                }
                boolean isFirst = name.isEmpty();
                name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
                if (isFirst != name.equals("IHDR") || (isFirst && length != HEADER_BYTES)) {
                    throw PhotoFile.bad("a PNG without its header");
                }
                requireSum(at, length);
                if (isFirst) {
                    width = in.getInt(at + 8);
                    height = in.getInt(at + 12);
                }
                if (PICTURE.contains(name)) {
                    bare.write(file, at, length + CHUNK_AROUND);
                }
                in.position(at + length + CHUNK_AROUND);
            }
            return new PhotoOutline("png", width, height, Turn.NONE, bare.toByteArray());
        }

        private void requireSum(int at, int length) throws VaultException {
            CRC32 sum = new CRC32();
            sum.update(file, at + 4, length + 4);
            if ((int) sum.getValue() != in.getInt(at + 8 + length)) {
                throw PhotoFile.bad("a PNG whose sums are wrong");
            }
        }
    }

    /** JPEG, by its segments (ITU-T T.81): the sequential and progressive ones that cameras and phones write. */
    private static final class Jpeg {
        private static final byte[] JFIF = {
            (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
        };
        private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
        private static final int START = 0xd8;
        private static final int END = 0xd9;
        private static final int SCAN = 0xda;
        private static final int APP_FIRST = 0xe0;
        private static final int APP_EXIF = 0xe1;
        private static final int APP_ADOBE = 0xee;
        private static final int APP_LAST = 0xef;
        private static final int COMMENT = 0xfe;
        private static final int RESTART_FIRST = 0xd0;
        private static final int RESTART_LAST = 0xd7;
        /** Baseline, extended, progressive. */
        private static final Set<Integer> FRAMES = Set.of(0xc0, 0xc1, 0xc2);
        /** Tables of Huffman codes and of quantisation; the restart interval. */
        private static final Set<Integer> TABLES = Set.of(0xc4, 0xdb, 0xdd);

        /** A progressive one of a camera has about ten; thousands make a decoder work for minutes. */
        private static final int SCANS_MAX = 40;

        private final byte[] file;
        private final ByteArrayOutputStream bare = new ByteArrayOutputStream();
        private int at;
        private int width;
        private int height;
        private int scans;
        private Turn turn = Turn.NONE;

        Jpeg(byte[] file) {
            this.file = file;
        }

        PhotoOutline read() throws VaultException {
            if (file.length < 4 || octet(0) != 0xff || octet(1) != START) {
                throw PhotoFile.bad("neither JPEG nor PNG");
            }
            bare.write(0xff);
            bare.write(START);
            at = 2;
            int marker = marker();
            while (marker != END) {
                segment(marker);
                marker = marker();
            }
            if (scans == 0) {
                throw PhotoFile.bad("a JPEG without a picture");
            }
            bare.write(0xff);
            bare.write(END);
            return new PhotoOutline("jpeg", width, height, turn, bare.toByteArray());
        }

        private int marker() throws VaultException {
            if (octet(at) != 0xff) {
                throw PhotoFile.bad("a JPEG with something else in it");
            }
            while (octet(at) == 0xff) {
                at++;
            }
            return octet(at++);
        }

        private void segment(int marker) throws VaultException {
            int length = short16(at);
            int end = at + length;
            if (length < 2 || end > file.length) {
                throw PhotoFile.bad("a JPEG that ends too early");
            }
            if (FRAMES.contains(marker)) {
                frame(length);
                keep(marker, end);
            } else if (marker == SCAN) {
                scans++;
                if (width == 0 || scans > SCANS_MAX) {
                    throw PhotoFile.bad("a JPEG with scans that no camera makes");
                }
                keep(marker, end);
                at = end;
                copyScan();
                return;
            } else if (TABLES.contains(marker) || marker == APP_ADOBE) {
                keep(marker, end);
            } else if (marker == APP_FIRST) {
                bare.writeBytes(JFIF); // says what its colours are; with no thumbnail
            } else if (marker == APP_EXIF) {
                turn = exifTurn(at + 2, end);
            } else if ((marker < APP_FIRST || marker > APP_LAST) && marker != COMMENT) {
                throw PhotoFile.bad("a JPEG of a kind that cameras don't make");
            }
            at = end;
        }

        private void frame(int length) throws VaultException {
            boolean isPlain = length >= 8 && width == 0 && octet(at + 2) == 8;
            int components = isPlain ? octet(at + 7) : 0;
            if (components != 1 && components != 3) {
                throw PhotoFile.bad("a JPEG of a kind that cameras don't make");
            }
            height = short16(at + 3);
            width = short16(at + 5);
            if (width == 0 || height == 0) {
                throw PhotoFile.bad("a JPEG without a size");
            }
        }

        private void keep(int marker, int end) {
            bare.write(0xff);
            bare.write(marker);
            bare.write(file, at, end - at);
        }

        /** The coded picture, up to the next marker that is not part of it. */
        private void copyScan() throws VaultException {
            int from = at;
            while (true) {
                if (octet(at) == 0xff) {
                    int next = octet(at + 1);
                    boolean isPart = next == 0 || (next >= RESTART_FIRST && next <= RESTART_LAST);
                    if (!isPart && next != 0xff) {
                        break;
                    }
                    at += isPart ? 2 : 1;
                } else {
                    at++;
                }
            }
            bare.write(file, from, at - from);
        }

        /** Exif's orientation (CIPA DC-008): one number of the first directory; no turn if it can't be read. */
        private Turn exifTurn(int from, int end) {
            int tiff = from + EXIF.length;
            if (end - tiff < 8 || !Arrays.equals(file, from, tiff, EXIF, 0, EXIF.length)) {
                return turn;
            }
            ByteBuffer in = ByteBuffer.wrap(file, tiff, end - tiff).slice();
            in.order(in.get(0) == 'I' ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
            long directory = Integer.toUnsignedLong(in.getInt(4));
            if (directory + 2 > in.limit()) {
                return turn;
            }
            int entries = Short.toUnsignedInt(in.getShort((int) directory));
            for (int i = 0; i < entries; i++) {
                long entry = directory + 2 + 12L * i;
                if (entry + 12 > in.limit()) {
                    return turn;
                }
                if (Short.toUnsignedInt(in.getShort((int) entry)) == 0x0112) {
                    return Turn.ofExif(Short.toUnsignedInt(in.getShort((int) entry + 8)));
                }
            }
            return turn;
        }

        private int short16(int index) throws VaultException {
            return octet(index) << 8 | octet(index + 1);
        }

        private int octet(int index) throws VaultException {
            if (index >= file.length) {
                throw PhotoFile.bad("a JPEG that ends too early");
            }
            return file[index] & 0xff;
        }
    }
}
