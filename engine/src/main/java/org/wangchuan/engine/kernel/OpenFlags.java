package org.wangchuan.engine.kernel;

/** Flags of open(2): asm-generic/fcntl.h, and asm/fcntl.h where the architectures differ. */
public final class OpenFlags {
    private static final boolean ARM = isArm(System.getProperty("os.arch", ""));

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_EXCL = 0x80;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    /** On arm64 the x86-64 value would mean O_DIRECTORY. */
    public static final int O_DIRECT = ARM ? 0x10000 : 0x4000;

    public static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

    private OpenFlags() {}

    private static boolean isArm(String architecture) {
        return switch (architecture) {
            case "aarch64" -> true;
            case "amd64", "x86_64" -> false;
            default ->
                throw new UnsupportedOperationException(
                        "flags of open(2) are known for amd64 and aarch64, this is " + architecture);
        };
    }
}
