package org.wangchuan.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.medium.told.Way;
import org.wangchuan.engine.plan.LeftOut.Cure;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;

/**
 * Which of the drive's own ways can be used, by what the drive told of itself, in the order of the policy; and why not the others. What was told is asked
 * again, and recorded, when it is carried out.
 */
final class NativeChoice {
    /** Until its power was off it takes neither a password nor one away. */
    private static final List<FactName> SECURITY_HINDRANCES =
            List.of(FactName.SECURITY_FROZEN, FactName.SECURITY_EXHAUSTED);

    private static final BilingualText NOT_OFFERED =
            new BilingualText("该设备自称不具备此方式", "the drive says that it does not have it");
    private static final BilingualText NOT_TOLD =
            new BilingualText("该设备未说明是否具备此方式", "the drive does not say whether it has it");
    private static final BilingualText HINDERED = new BilingualText(
            "该设备具备此方式，但现在的状态（已冻结、已上锁且无法解锁、写保护或正在清除）会拒绝它",
            "the drive has it, and refuses it as it is now (frozen, locked for good, write-protected, or sanitizing)");
    private static final BilingualText FROZEN = new BilingualText(
            "该设备的安全功能已冻结（多由电脑启动时所为），断电之前会拒绝此方式：让电脑休眠片刻，或在电脑运行时拔下该设备的电源再接上，或接到不冻结硬盘的电脑上",
            "the drive's security is frozen, as computers do when they start, and it refuses this until its power was off: let the computer"
                    + " sleep for a moment, or unplug its power while the computer runs and plug it in again, or attach it to a computer"
                    + " that freezes none");
    private static final BilingualText NOT_ITS_OWN_ANSWER = new BilingualText(
            "经转接桥或网络，看不到设备自身的回答", "through a bridge or a network the drive's own answer can't be seen");
    private static final BilingualText NOT_ASKED = new BilingualText("未询问该设备", "the drive was not asked");
    private static final BilingualText REVERTED = new BilingualText(
            "已提供 PSID：改为先还原，再覆写", "the PSID is at hand: the drive is reverted by it instead, and then overwritten");
    private static final BilingualText ONLY_SANITIZE = new BilingualText(
            "该设备还有其他命名空间，此方式不保证一并清除", "the device has other namespaces, and this way does not reach them for certain");

    private static final BilingualText MORE_THAN_DATA = new BilingualText(
            "该命名空间的块除数据外还带有元数据或保护信息；此处发送的 Format NVM 会改成另一种格式，因此不发送",
            "blocks of the namespace carry metadata or protection information besides their data; Format NVM as it is sent here would make"
                    + " another format of it, and is not sent");
    private static final BilingualText FORMAT_NOT_TOLD = new BilingualText(
            "该设备未说明该命名空间的块是否还带有元数据或保护信息",
            "the drive does not say whether blocks of the namespace carry metadata or protection information besides their data");

    private final MediumFacts medium;
    private final DriveFacts told;
    private final boolean sdCard;
    private final List<Technique> techniques = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private NativeChoice(MediumFacts medium, DriveFacts told, boolean sdCard) {
        this.medium = medium;
        this.told = told;
        this.sdCard = sdCard;
    }

    /** What is used, in order, and what is not. */
    record Chosen(List<Technique> techniques, List<LeftOut> leftOut) {
        Chosen {
            techniques = List.copyOf(techniques);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param psid whether somebody brings the PSID on the drive's label
     * @param sdCard whether it is an SD card, which has none of them
     */
    static Chosen of(MediumFacts medium, Policy policy, DriveFacts told, boolean psid, boolean sdCard) {
        NativeChoice choice = new NativeChoice(medium, told, sdCard);
        for (NativeTechnique technique : policy.techniquesFor(medium.effectiveClass())) {
            if (choice.spoken(technique)) {
                choice.weigh(technique);
            }
        }
        choice.weighRevert(policy, psid);
        return new Chosen(choice.techniques, choice.leftOut);
    }

    /** Whether it is made of commands that a drive on this bus takes; a SATA drive may hang on a SAS adapter, and any behind a bridge. */
    private boolean spoken(NativeTechnique technique) {
        boolean ata = told.about(FactName.SECURITY).isPresent();
        return switch (medium.bus()) {
            case "nvme" -> technique.bus() == NativeTechnique.Bus.NVME;
            case "ata" -> technique.bus() == NativeTechnique.Bus.ATA;
            case "scsi" -> technique.bus() == (ata ? NativeTechnique.Bus.ATA : NativeTechnique.Bus.SCSI);
            case "usb" -> technique.bus() == NativeTechnique.Bus.ATA;
            case "mmc" -> technique.bus() == NativeTechnique.Bus.MMC && !sdCard;
            default -> false;
        };
    }

    /** Of every rule set the last, and only where its passes follow: by itself it proves too little. Drives that never had it are not spoken of. */
    private void weighRevert(Policy policy, boolean psid) {
        Optional<Way> way = RevertChoice.way(medium, told);
        if (way.isPresent()) {
            Optional<BilingualText> against = medium.caps().contains("bridge") && !medium.isTest()
                    ? Optional.of(NOT_ITS_OWN_ANSWER)
                    : RevertChoice.against(way.get(), told, medium, policy, !techniques.isEmpty(), psid);
            if (against.isPresent()) {
                leftOut.add(new LeftOut(
                        way.get().id(), against.get(), RevertChoice.needsPsid(against.get()) ? Cure.PSID : Cure.NONE));
            } else {
                if (policy.nativeElseOverwrite()) {
                    // Its passes follow it in any case, so that nothing can make them needless.
                    techniques.forEach(other -> leftOut.add(new LeftOut(other.id(), REVERTED)));
                    techniques.clear();
                }
                techniques.add(RevertChoice.technique(told));
            }
        }
    }

    private void weigh(NativeTechnique technique) {
        Optional<BilingualText> against = against(technique);
        if (against.isPresent()) {
            leftOut.add(new LeftOut(technique.id(), against.get(), cure(against.get())));
        } else {
            techniques.add(new Technique(
                    technique.id(),
                    untried(reason(technique)),
                    technique.reaches(),
                    ToldTimes.of(technique, told, medium.capacityBytes())));
        }
    }

    private static Cure cure(BilingualText against) {
        if (against.equals(FROZEN)) {
            return Cure.POWER_OFF;
        }
        return against.equals(NOT_ASKED) ? Cure.ANSWER : Cure.NONE;
    }

    private Optional<BilingualText> against(NativeTechnique technique) {
        boolean own = told.reach() == Reach.DIRECT || medium.isTest();
        if (!own) {
            return Optional.of(NOT_ITS_OWN_ANSWER);
        }
        if (told.notAsked().isPresent()) {
            return Optional.of(NOT_ASKED);
        }
        // The other parts of an eMMC or a SAS drive stay whatever is done to this one, and the plan says so.
        boolean alone = technique.bus() == NativeTechnique.Bus.MMC || technique.bus() == NativeTechnique.Bus.SCSI;
        boolean some = !alone && !reachesAll(technique);
        if (medium.caps().contains("other-parts") && some) {
            return Optional.of(ONLY_SANITIZE);
        }
        List<FactName> needed = needed(technique);
        if (needed.stream().anyMatch(told::no)) {
            return Optional.of(NOT_OFFERED);
        }
        if (!needed.stream().allMatch(told::yes)) {
            return Optional.of(NOT_TOLD);
        }
        boolean formats = technique.bus() == NativeTechnique.Bus.NVME && !technique.sanitize();
        Optional<BilingualText> format = formats ? againstFormat() : Optional.empty();
        if (format.isPresent()) {
            return format;
        }
        // Before a freeze, whose cure takes the power away: the sanitize goes on afterwards, and hinders as before.
        if (running()) {
            return Optional.of(HINDERED);
        }
        List<FactName> frozen = List.of(FactName.SECURITY_FROZEN, FactName.SANITIZE_FROZEN);
        if (hindrances(technique).stream().filter(frozen::contains).anyMatch(told::yes)) {
            return Optional.of(FROZEN);
        }
        return hindrances(technique).stream().anyMatch(told::yes) || (technique.sanitize() && shut())
                ? Optional.of(HINDERED)
                : Optional.empty();
    }

    /** {@code FormatProcedure} sends none to such a namespace: the plan says so, before anything is planted on it. */
    private Optional<BilingualText> againstFormat() {
        if (told.carriesMore()) {
            return Optional.of(MORE_THAN_DATA);
        }
        boolean isTold = told.number(FactName.METADATA_BYTES).isPresent()
                && told.number(FactName.PROTECTION_TYPE).isPresent();
        return isTold ? Optional.empty() : Optional.of(FORMAT_NOT_TOLD);
    }

    private static List<FactName> needed(NativeTechnique technique) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO, ATA_SANITIZE_CRYPTO, SCSI_SANITIZE_CRYPTO -> List.of(FactName.CRYPTO_ERASE);
            case NVME_SANITIZE_BLOCK, ATA_SANITIZE_BLOCK, SCSI_SANITIZE_BLOCK -> List.of(FactName.BLOCK_ERASE);
            case NVME_SANITIZE_OVERWRITE, ATA_SANITIZE_OVERWRITE, SCSI_SANITIZE_OVERWRITE ->
                List.of(FactName.OVERWRITE);
            case NVME_FORMAT_CRYPTO -> List.of(FactName.FORMAT, FactName.FORMAT_CRYPTO_ERASE);
            case NVME_FORMAT_USER_DATA -> List.of(FactName.FORMAT);
            case ATA_SECURITY_ERASE_ENHANCED -> List.of(FactName.SECURITY, FactName.ENHANCED_ERASE);
            case ATA_SECURITY_ERASE -> List.of(FactName.SECURITY);
            case SCSI_FORMAT_UNIT -> List.of(FactName.FORMAT_UNIT);
            case MMC_ERASE_SANITIZE -> List.of(FactName.MMC_SANITIZE);
            case TCG_PSID_REVERT -> List.of(FactName.TCG);
        };
    }

    private static List<FactName> hindrances(NativeTechnique technique) {
        return switch (technique) {
            case ATA_SECURITY_ERASE, ATA_SECURITY_ERASE_ENHANCED -> SECURITY_HINDRANCES;
            case ATA_SANITIZE_BLOCK, ATA_SANITIZE_CRYPTO, ATA_SANITIZE_OVERWRITE -> List.of(FactName.SANITIZE_FROZEN);
            default -> List.of(FactName.WRITE_PROTECTED);
        };
    }

    /** A locked drive refuses a Sanitize as well, and everything that would unlock it. */
    private boolean shut() {
        return told.yes(FactName.SECURITY_LOCKED)
                && SECURITY_HINDRANCES.stream().anyMatch(told::yes);
    }

    /** A sanitize does; of a format the controller says whether its secure erase does (FNA bit 1). */
    private boolean reachesAll(NativeTechnique technique) {
        return technique.sanitize() || (technique.bus() == NativeTechnique.Bus.NVME && told.yes(FactName.ERASES_ALL));
    }

    /** Meanwhile it takes no other erasure, of whatever kind; a job of ours that is gone on with has its plan from its record. */
    private boolean running() {
        return told.facts().stream().anyMatch(Fact::isAtWork);
    }

    /** None of them was carried out on a real drive: their commands were compared with those of other programs (docs/commands.md). */
    static BilingualText untried(BilingualText reason) {
        return new BilingualText(reason.zh() + "；未在真实硬件上试过", reason.en() + "; untried on hardware");
    }

    private static BilingualText way(NativeTechnique technique) {
        if (technique.cryptographic()) {
            return new BilingualText(
                    "设备销毁自身的加密密钥；数据是否自始加密，只有厂商知道",
                    "the drive destroys its own key; that the data were encrypted from the first day on is the maker's word");
        }
        return technique.mayRestOnAKey()
                ? new BilingualText(
                        "设备自行清除，包括主机无法寻址的部分；它可能只销毁自身的加密密钥，从外部无法分辨",
                        "the drive erases itself, also what the host can't address; it may do no more for that than destroy its own key, which can't be told"
                                + " from outside")
                : new BilingualText("设备自行清除，包括主机无法寻址的部分", "the drive erases itself, also what the host can't address");
    }

    private BilingualText reason(NativeTechnique technique) {
        if (technique == NativeTechnique.MMC_ERASE_SANITIZE) {
            return new BilingualText(
                    "先擦除整个用户区，再由设备执行 sanitize，清除不再映射的单元；之后读取整个用户区，用时随容量增加",
                    "an erase of the whole user area, and then a sanitize, which clears the cells that are mapped to nothing any more; all of it is"
                            + " read afterwards, which takes the longer the larger it is");
        }
        BilingualText way = way(technique);
        if (technique.bus() == NativeTechnique.Bus.ATA && told.yes(FactName.SECURITY_ENABLED)) {
            return new BilingualText(
                    way.zh() + "；设备已设密码：若是本程序公开的密码（被中断的任务所留），先将其取消；若是他人的密码，只试一次，设备保持原样",
                    way.en()
                            + "; a password is set: if it is the published one of this program, left by a job that was cut off, it is taken"
                            + " away first; somebody else's is tried once, and then the drive stays as it is");
        }
        boolean others = technique.bus() == NativeTechnique.Bus.NVME && reachesAll(technique);
        BilingualText reaching = others
                ? new BilingualText(
                        way.zh() + "；同一控制器下的所有命名空间都会被清除",
                        way.en() + "; every namespace behind the same controller is erased with it")
                : way;
        boolean purging = technique.bus() == NativeTechnique.Bus.NVME
                && technique.sanitize()
                && told.yes(FactName.PURGE_REPORTING);
        return purging
                ? new BilingualText(
                        reaching.zh() + "；设备说它会报告是否达到净化（purge），因此要求它达到净化，否则报告失败；若拒绝，则发送不含此要求的同一命令",
                        reaching.en()
                                + "; the drive says that it reports whether it purged: it is told to purge or to fail, and if it refuses that, the same"
                                + " without it")
                : reaching;
    }
}
