package org.wangchuan.station.erase;

import java.util.List;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;

/**
 * What stands in the way, in Chinese. The engine's own sentences are English: where it gives the names in them, the sentence is said
 * anew here, and else it follows what the code means.
 */
public final class ChineseReasons {
    private static final String NOT_ERASED = "它在此未被清除，原有内容可能仍在其上，以现状在此也无法清除。";

    private static final String NOT_KNOWN = "不能认为它已被清除，原有内容可能仍在其上，以现状在此也无法清除。";

    private static final String FORMAT =
            "请用另一系统重新格式化（sg_format，块长 512 字节；NVMe 用 nvme format 选不带元数据的格式），需要数小时，" + "且在此不算清除，之后再在此清除；或者将其销毁";

    private static final String AGAIN = "请拔下再插上，或重新启动本机，再在此查看";

    private ChineseReasons() {}

    /** Why an erasure is refused, or worth less. */
    public static String of(Obstacle obstacle) {
        String means = switch (obstacle.code()) {
            case MOUNTED -> "已挂载";
            case SWAP -> "正用作交换空间";
            case HELD -> "是 RAID、LVM、加密卷或其他设备的组成部分";
            case SYSTEM_DISK -> "本机系统正运行于其上";
            case LIVE_STICK -> "是启动盘，本机由它或同样的盘启动；或无法确认它不是（未找到启动盘时，凡可插拔的都可能是）";
            case IN_USE -> "正被其他程序独占、锁定或打开";
            case ATTACHED -> "有回环设备建立于其上";
            case READ_ONLY -> "为只读";
            case NO_RIGHTS -> "没有所需的权限";
            case NO_ANSWER -> "设备没有应答";
            case USE_UNKNOWN -> "无法得知是否正被使用";
            case FABRICS -> "经网络连接";
            case PARTITION -> "只是设备的一部分";
            case COMPOSED -> "由其他设备组成，或经过加密";
            case VIRTUAL -> "是虚拟磁盘或控制器的逻辑单元；清除它，不能说明其下的介质";
            case OTHER_PARTS -> "只是设备的一部分；其余部分不会被清除，除非由 NVMe 设备自行清除，或逐一指明（eMMC）";
            case PARTS_UNKNOWN -> "可能还有本机看不到的部分，其内容未曾查看";
            case SHARED_EXTENTS -> "与其他文件共享数据块";
            case COPY_ON_WRITE -> "不在原处写入";
            case COMPRESSED -> "以压缩或加密方式存储";
            case EXTENTS_UNKNOWN -> "不知道内容位于设备何处";
            case JOURNALLED -> "内容也写入日志，旧内容会留在其中";
            case LAB -> "实验环境：凭测试开关放行，所签内容均为测试";
            case OPENERS_UNKNOWN -> "无权查看所有进程，不知道还有谁打开了设备";
            case SWAPPABLE -> "内存文件，部分内容可能已移入交换空间";
            case SPARSE -> "部分内容从未写入";
            case HARD_LINKED -> "同一内容另有名称";
            case IN_MEMORY -> "是内存中的文件";
            case BRIDGE -> "经桥接器读取";
            case TEST_DEVICE -> "是回环设备";
        };
        return obstacle.about().isEmpty() ? means + "：" + obstacle.detail() : sentence(obstacle, means);
    }

    /** Where the names are known, the whole of it. */
    private static String sentence(Obstacle obstacle, String means) {
        List<String> names = obstacle.about();
        String first = names.getFirst();
        String last = names.getLast();
        boolean isSimple = names.size() == 1;
        return switch (obstacle.code()) {
            case MOUNTED ->
                names.size() > 2 ? part(first, names.get(1)) + " 已挂载于 " + last : part(first, last) + " 所属的 btrfs 已挂载";
            case SWAP -> isSimple ? first + " 是正在使用的交换文件，或建立于其上" : part(first, last) + " " + means;
            case SYSTEM_DISK -> "本机系统正运行于 " + part(first, last);
            case HELD -> first + " 是 " + last + "（RAID、LVM、加密卷或其他设备）的组成部分";
            case ATTACHED -> "回环设备 " + last + " 建立于 " + first + " 之上";
            default -> first + " " + means;
        };
    }

    /** A device, or what stands on it. */
    private static String part(String medium, String used) {
        return used.equals(medium) ? used : medium + " 上的 " + used;
    }

    /** Why a path is no target. */
    public static String of(Refused refused) {
        String means = switch (refused.code()) {
            case NOT_FOUND -> "不存在";
            case NO_RIGHTS -> "没有所需的权限";
            case NOT_A_MEDIUM -> "既不是块设备，也不是普通文件";
            case EMPTY -> "是空的";
            case NO_MEDIUM -> "没有介质";
            case READ_ONLY -> "为只读";
            case IN_USE -> "正被其他程序独占、锁定或打开";
            case CHANGED -> "已不是查看时的介质";
            case UNREADABLE -> "无法读取";
            case UNSUPPORTED -> "不受支持";
            case NO_ANSWER -> "设备没有应答";
            case NO_CAPACITY ->
                "Linux 未显示其容量。它的块长度可能是 Linux 不接受的（如存储阵列的 520 字节，或带元数据），格式化可能中断过，它可能正在自行擦除，也可能已损坏；没有装硬盘的硬盘座看起来也是这样。"
                        + NOT_ERASED + FORMAT;
            case STALE_CAPACITY -> "Linux 未显示其容量，而硬盘现在已报告容量。" + NOT_KNOWN + "若要清除，" + AGAIN;
            case BLOCK_LENGTH -> "其每块为 " + second(refused) + " 字节，如存储阵列所用，Linux 不接受。" + NOT_ERASED + FORMAT;
            case FORMAT_BROKEN_OFF -> "其格式化曾中断或失败。" + NOT_ERASED + FORMAT;
            case AT_WORK -> "硬盘正在自行格式化或自行擦除。" + NOT_KNOWN + "结束之后，" + AGAIN;
            case SANITIZE_FAILED ->
                "硬盘报告其上一次自行擦除（sanitize）失败。" + NOT_ERASED + "请用另一系统再做一次并成功（sg_sanitize），之后即可在此清除；或者将其销毁";
            case NO_NAMESPACE ->
                "这块 NVMe 硬盘，Linux 未显示其任何磁盘" + state(second(refused))
                        + "：其命名空间可能已被删除或分离，或是 Linux 不接受的一种，或者硬盘已损坏。" + NOT_ERASED
                        + "请用另一系统为其建立占满全部容量的命名空间（nvme create-ns、nvme attach-ns），再在此清除；或者将其销毁";
        };
        return refused.about().isEmpty()
                ? means + "：" + refused.reason()
                : refused.about().getFirst() + "：" + means;
    }

    private static String second(Refused refused) {
        return refused.about().size() > 1 ? refused.about().get(1) : "";
    }

    private static String state(String word) {
        return word.isEmpty() ? "" : "（控制器状态：" + word + "）";
    }
}
