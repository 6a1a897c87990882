package org.wangchuan.engine.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was found of hidden areas, in Chinese. Records have it in English alone, and a plan is made from a record as well: so it is known by its
 * words. What is not known stays in English.
 */
final class HiddenWords {
    /**
     * One way to say it.
     *
     * @param zh with {@code $1} and so on for what differs
     */
    private record Phrase(Pattern en, String zh) {
        static Phrase of(String en, String zh) {
            return new Phrase(Pattern.compile(en), zh);
        }
    }

    private static final String COMMAND = "([^:]+): ";

    private static final List<Phrase> PHRASES = List.of(
            Phrase.of(
                    "the drive tells (\\d+) blocks of (\\d+) bytes, the kernel (\\d+) bytes",
                    "硬盘称有 $1 个 $2 字节的块，而内核所见为 $3 字节"),
            Phrase.of("what the bridge answers carries no checksum of the drive's own", "经桥接器得到的应答没有硬盘自身的校验和"),
            Phrase.of("the drive doesn't tell its feature sets", "硬盘不报告其功能集"),
            Phrase.of(COMMAND + "expected a highest address of (\\d+) or more, found (\\d+)", "$1：最高地址应不小于 $2，得到 $3"),
            Phrase.of("a UFS device can have space that no unit has", "UFS 设备可能有不属于任何逻辑单元的空间"),
            Phrase.of("it does not show that it is a SAS drive", "未显示其为 SAS 硬盘"),
            Phrase.of(
                    "a SAS drive may have been made smaller \\(MODE SELECT\\), and was not told to show all that it has",
                    "SAS 硬盘可能曾被改小（MODE SELECT），而尚未令其显示全部容量"),
            Phrase.of("the drive shows more each time that it is told to show all", "每次令硬盘显示全部容量，它都显示得更多"),
            Phrase.of("more was sent to the drive than makes it show all that it has", "发给硬盘的命令多于令其显示全部容量所需"),
            Phrase.of("(.+) was not sent to the drive any more", "未再向硬盘发送 $1"),
            Phrase.of("the drive shows (\\d+) bytes, the kernel (\\d+)", "硬盘显示 $1 字节，内核所见为 $2"),
            Phrase.of(
                    "the NVMe device may have other controllers, and does not tell of namespaces that are theirs",
                    "NVMe 设备可能另有控制器，而不报告属于它们的命名空间"),
            Phrase.of("the NVMe device lists attached namespaces that it does not have", "NVMe 设备列出了它并不拥有的已挂接命名空间"),
            Phrase.of("the NVMe device manages namespaces and does not tell its capacity", "NVMe 设备管理命名空间，却不报告其总容量"),
            Phrase.of(
                    "the NVMe device tells a capacity of (\\d+) bytes, of which its only namespace has (\\d+) and no namespace has 0",
                    "NVMe 设备称总容量 $1 字节，其唯一的命名空间占 $2 字节，而未分配的为 0"),
            Phrase.of(
                    "the NVMe device tells that no namespace has (\\d+) of its (\\d+) bytes",
                    "NVMe 设备称其 $2 字节中有 $1 字节不属于任何命名空间"),
            Phrase.of("(.+): no answer within (\\d+) ms", "$1：$2 毫秒内没有应答"),
            Phrase.of(COMMAND + "an empty list", "$1：空的列表"),
            Phrase.of(COMMAND + "the system did not pass it on: (.+)", "$1：系统未予转发：$2"),
            Phrase.of(COMMAND + "the answer is none to an? (\\w+) command", "$1：得到的不是 $2 命令的应答"),
            Phrase.of(COMMAND + "the adapter failed, host (\\S+), driver (\\S+)", "$1：适配器出错（host $2，driver $3）"),
            Phrase.of(COMMAND + "SCSI status (\\S+)", "$1：SCSI 状态 $2"),
            Phrase.of(COMMAND + "the answer came without the drive's registers", "$1：应答中没有硬盘的寄存器"),
            Phrase.of(COMMAND + "refused by the drive, status (\\S+), error (\\S+)", "$1：被硬盘拒绝（status $2，error $3）"),
            Phrase.of(COMMAND + "refused, (sense|status) (.*)", "$1：被拒绝（$2 $3）"),
            Phrase.of(COMMAND + "the answer is not of the form that the standard gives it", "$1：应答不合标准的格式"),
            Phrase.of("((?:.+, )?.+ says \\d+) blocks, of which (\\d+) can be addressed", "$1 个块，其中可寻址的为 $2"));

    private HiddenWords() {}

    static String zh(String detail) {
        for (Phrase phrase : PHRASES) {
            Matcher matcher = phrase.en().matcher(detail);
            if (matcher.matches()) {
                return matcher.replaceFirst(phrase.zh());
            }
        }
        return detail;
    }
}
