package org.wangchuan.engine.command.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** NVMe admin commands that ask (NVMe Base 2.0, "Admin Command Set"), and those that arrange namespaces and features. */
public final class NvmeCommands {
    /** Bytes of every Identify answer. */
    public static final int IDENTIFY_BYTES = 4096;

    private static final int GET_LOG_PAGE = 0x02;
    private static final int IDENTIFY = 0x06;
    private static final int SET_FEATURES = 0x09;
    private static final int GET_FEATURES = 0x0a;
    private static final int NAMESPACE_MANAGEMENT = 0x0d;
    private static final int NAMESPACE_ATTACHMENT = 0x15;

    private static final int CNS_NAMESPACE = 0x00;
    private static final int CNS_CONTROLLER = 0x01;
    private static final int CNS_ACTIVE_LIST = 0x02;
    private static final int CNS_DESCRIPTORS = 0x03;
    private static final int CNS_ALLOCATED_LIST = 0x10;
    private static final int CNS_CONTROLLERS = 0x13;

    private static final int LOG_SUPPORTED = 0x00;
    private static final int LOG_SMART = 0x02;
    private static final int LOG_SANITIZE = 0x81;
    private static final int SAVE = 1 << 31;

    /** Features that matter for erasing (NVMe Base 2.0, "Feature Identifiers"). */
    public enum Feature {
        VOLATILE_WRITE_CACHE(0x06),
        /** Bit 0, NODRM: with no-deallocate inhibited, 1 answers a warning instead of an error. */
        SANITIZE_CONFIG(0x17),
        /** 0 none, 1 write-protected, 2 until a power cycle, 3 for good. */
        NAMESPACE_WRITE_PROTECTION(0x84);

        private final int id;

        Feature(int id) {
            this.id = id;
        }
    }

    private NvmeCommands() {}

    public static NvmeRequest identifyController() {
        return identify("Identify Controller", 0, CNS_CONTROLLER);
    }

    public static NvmeRequest identifyNamespace(int namespace) {
        return identify("Identify Namespace", namespace, CNS_NAMESPACE);
    }

    /** Namespaces that are attached to this controller, with numbers above {@code after}. */
    public static NvmeRequest activeNamespaces(int after) {
        return identify("Identify Active Namespace ID list", after, CNS_ACTIVE_LIST);
    }

    /** All that there are, attached or not. */
    public static NvmeRequest allocatedNamespaces(int after) {
        return identify("Identify Allocated Namespace ID list", after, CNS_ALLOCATED_LIST);
    }

    public static NvmeRequest namespaceDescriptors(int namespace) {
        return identify("Identify Namespace Identification Descriptor list", namespace, CNS_DESCRIPTORS);
    }

    /** All controllers of the subsystem. */
    public static NvmeRequest controllers() {
        return identify("Identify Controller list", 0, CNS_CONTROLLERS);
    }

    /** SMART / Health Information, of the whole controller. */
    public static NvmeRequest smartLog() {
        return log("Get Log Page SMART", LOG_SMART, NvmeRequest.ALL_NAMESPACES, NvmeSanitizeLog.BYTES);
    }

    public static NvmeRequest sanitizeLog() {
        return log("Get Log Page Sanitize Status", LOG_SANITIZE, NvmeRequest.ALL_NAMESPACES, NvmeSanitizeLog.BYTES);
    }

    /** Which logs there are. */
    public static NvmeRequest supportedLogs() {
        return log("Get Log Page Supported Log Pages", LOG_SUPPORTED, NvmeRequest.ALL_NAMESPACES, NvmeLogPages.BYTES);
    }

    /** The header alone, with nothing of what the partition holds. */
    public static NvmeRequest bootPartitionHeader() {
        return log("Get Log Page Boot Partition", NvmeLogPages.BOOT_PARTITION, 0, NvmeLogPages.BOOT_HEADER_BYTES);
    }

    /**
     * Namespace Management, create; it is attached to no controller yet.
     *
     * @param sizeBlocks and
     * @param capacityBlocks in blocks of that format
     * @param format FLBAS, index of the LBA format
     */
    public static NvmeRequest createNamespace(long sizeBlocks, long capacityBlocks, int format) {
        if (sizeBlocks < 1 || capacityBlocks < 1 || capacityBlocks > sizeBlocks || format < 0 || format > 15) {
            throw new IllegalArgumentException("blocks, no more capacity than size, format 0 to 15");
        }
        ByteBuffer data = ByteBuffer.allocate(IDENTIFY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(0, sizeBlocks);
        data.putLong(8, capacityBlocks);
        data.put(26, (byte) format);
        return NvmeRequest.sending("Namespace Management create", NAMESPACE_MANAGEMENT, 0, data.array());
    }

    /** Namespace Management, delete. */
    public static NvmeRequest deleteNamespace(int namespace) {
        return NvmeRequest.plain("Namespace Management delete", NAMESPACE_MANAGEMENT, namespace, 1);
    }

    /** Namespace Attachment to or from one controller. */
    public static NvmeRequest attach(int namespace, int controller, boolean attached) {
        if (controller < 0 || controller > 0xffef) {
            throw new IllegalArgumentException("controller: 0 to FFEFh");
        }
        ByteBuffer data = ByteBuffer.allocate(IDENTIFY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, (short) 1);
        data.putShort(2, (short) controller);
        String name = "Namespace Attachment " + (attached ? "attach" : "detach");
        return NvmeRequest.sending(name, NAMESPACE_ATTACHMENT, namespace, data.array(), attached ? 0 : 1);
    }

    /** Get Features, current value. */
    public static NvmeRequest getFeature(Feature feature, int namespace) {
        return NvmeRequest.plain("Get Features", GET_FEATURES, namespace, feature.id);
    }

    /** Set Features. */
    public static NvmeRequest setFeature(Feature feature, int namespace, int value, boolean save) {
        return NvmeRequest.plain("Set Features", SET_FEATURES, namespace, feature.id | (save ? SAVE : 0), value);
    }

    private static NvmeRequest identify(String name, int namespace, int structure) {
        return NvmeRequest.reading(name, IDENTIFY, namespace, IDENTIFY_BYTES, structure);
    }

    private static NvmeRequest log(String name, int page, int namespace, int bytes) {
        int doubleWords = bytes / 4 - 1; // NUMDL, from zero
        return NvmeRequest.reading(name, GET_LOG_PAGE, namespace, bytes, doubleWords << 16 | page);
    }
}
