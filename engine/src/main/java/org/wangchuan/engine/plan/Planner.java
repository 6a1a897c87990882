package org.wangchuan.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.hidden.NvmeSpace;
import org.wangchuan.engine.medium.hidden.SasDrive;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.VerdictRules;

/** Plans before anything is touched, and says beforehand what can't be reached. A pure function. */
public final class Planner {
    /**
     * Sequential rates for estimates, in bytes per second: cautious values for a 3.5-inch disk averaged
     * over its zones, and for a SATA SSD after its fast cache is full. Nothing rests on them.
     */
    private static final long MAGNETIC_RATE = 150_000_000L;

    private static final long FLASH_RATE = 300_000_000L;

    private final MediumFacts medium;
    private final Policy policy;
    private final List<Plan.HiddenAreaStep> hiddenAreas;
    private final NativeChoice.Chosen byItself;
    private final PartChoice parts;
    private final VerifyMode verify;
    private final List<PassSpec> passes;
    private final DriveFacts told;
    private final CardSeen card;

    private Planner(
            MediumFacts medium,
            Event.HiddenAreas hidden,
            Policy policy,
            VerifyMode verify,
            DriveFacts told,
            boolean psid,
            List<CardPart> chosen,
            CardSeen card) {
        this.medium = medium;
        this.policy = policy;
        this.told = told;
        this.card = card;
        this.byItself = NativeChoice.of(medium, policy, told, psid, card.isSd());
        this.parts = new PartChoice(medium, told, chosen, card.showsParts());
        boolean overwrites = onlyReverts() || policy.nativeThenOverwrite() || policy.nativeElseOverwrite();
        this.passes = overwrites ? policy.passesFor(medium.effectiveClass()) : List.of();
        this.hiddenAreas = HiddenAreaChoice.of(medium, hidden, told);
        this.verify = passes.isEmpty() && !byItself.techniques().isEmpty() ? VerifyMode.SAMPLE : verify;
    }

    /** The plan for a medium that was not asked what it can do by itself. */
    public static Plan plan(MediumFacts medium, Event.HiddenAreas hidden, Policy policy, VerifyMode verify) {
        return plan(medium, hidden, policy, verify, DriveFacts.silent(Reach.DIRECT, NotAsked.KIND, ""));
    }

    /**
     * The plan for this medium under this policy.
     *
     * @param told what the drive said of itself just now; it chooses by that, and proves nothing by it
     */
    public static Plan plan(
            MediumFacts medium, Event.HiddenAreas hidden, Policy policy, VerifyMode verify, DriveFacts told) {
        return plan(medium, hidden, policy, verify, told, false);
    }

    /**
     * The same where the PSID may be at hand.
     *
     * @param psid whether somebody brings the PSID that is printed on the drive's label
     */
    public static Plan plan(
            MediumFacts medium,
            Event.HiddenAreas hidden,
            Policy policy,
            VerifyMode verify,
            DriveFacts told,
            boolean psid) {
        return plan(medium, hidden, policy, verify, told, psid, List.of(), CardSeen.EMMC);
    }

    /**
     * The same where other parts of an eMMC are to be erased with it.
     *
     * @param chosen those that somebody has named, of those that the medium has
     * @param card what this machine shows of the medium, if that is a card
     */
    public static Plan plan(
            MediumFacts medium,
            Event.HiddenAreas hidden,
            Policy policy,
            VerifyMode verify,
            DriveFacts told,
            boolean psid,
            List<CardPart> chosen,
            CardSeen card) {
        Planner planner = new Planner(medium, hidden, policy, verify, told, psid, chosen, card);
        return new Plan(
                policy,
                medium.effectiveClass(),
                planner.verify,
                planner.hiddenAreas,
                planner.parts.steps(),
                planner.techniques(),
                planner.passes,
                planner.leftOut(),
                planner.obstacles(hidden));
    }

    /** Whether the drive has no way of its own that counts by itself: none at all, or one that opens it for the passes. */
    private boolean onlyReverts() {
        return byItself.techniques().stream().allMatch(one -> one.id().equals(NativeTechnique.TCG_PSID_REVERT.id()));
    }

    private List<Technique> techniques() {
        List<Technique> out = new ArrayList<>(byItself.techniques());
        if (!passes.isEmpty()) {
            String count = passes.size() == 1 ? "one pass" : passes.size() + " passes";
            boolean onlyIfNeeded = policy.overwritesOnlyIfNeeded(
                    byItself.techniques().stream().map(Technique::id).toList());
            BilingualText reason = new BilingualText(
                    (onlyIfNeeded ? "仅当设备拒绝自行清除，或不能证明已经清除时：" : "") + "覆写 " + passes.size() + " 遍；可到达主机能寻址的每一个块",
                    (onlyIfNeeded ? "only if the drive refuses to erase itself, or does not show that it did: " : "")
                            + "overwrite in " + count + "; reaches every block that the host can address");
            out.add(new Technique("overwrite", reason, SanitizationLevel.CLEARED, estimate()));
        }
        return out;
    }

    private Optional<PlannedTime> estimate() {
        long transfers =
                passes.size() + passes.stream().filter(PassSpec::verify).count();
        return switch (medium.effectiveClass()) {
            case MAGNETIC -> Optional.of(time(transfers, MAGNETIC_RATE));
            case FLASH -> Optional.of(time(transfers, FLASH_RATE));
            case UNKNOWN, IMAGE -> Optional.empty();
        };
    }

    private PlannedTime time(long transfers, long rate) {
        long seconds = Math.max(1, Math.round((double) medium.capacityBytes() * transfers / rate));
        return new PlannedTime(seconds, PlannedTime.Basis.CLASS);
    }

    private List<LeftOut> leftOut() {
        List<LeftOut> out = new ArrayList<>();
        out.addAll(parts.leftOut());
        out.addAll(byItself.leftOut());
        if (policy.passesFor(medium.effectiveClass()).isEmpty()) {
            out.add(new LeftOut(
                    "overwrite",
                    new BilingualText(
                            "此规则要求的等级，覆写无法达到", "overwriting can't reach the level that this policy asks for")));
        } else if (passes.isEmpty()) {
            out.add(new LeftOut(
                    "overwrite", new BilingualText("设备自行清除即可", "the drive's own erasure is enough by this policy")));
        }
        out.add(new LeftOut(
                "discard",
                new BilingualText(
                        "TRIM、UNMAP、discard 本身不保证任何擦除", "TRIM, UNMAP and discard by themselves promise no erasure")));
        switch (medium.bus()) {
            case "ata" -> unnamed(out, "ata-sanitize", "ata-security-erase");
            case "nvme" -> unnamed(out, "nvme-sanitize", "nvme-format");
            case "scsi" -> unnamed(out, "scsi-sanitize", "scsi-format-unit");
            case "mmc" -> {
                if (card.isSd()) {
                    out.add(SdChoice.ERASE);
                } else {
                    unnamed(out, "mmc-erase-sanitize");
                }
            }
            case "ufs" -> out.add(UfsChoice.purge(told));
            default ->
                out.add(new LeftOut(
                        "device-native",
                        new BilingualText(
                                "这里看不到设备自身的清除命令（" + busInChinese() + "）",
                                "no sanitize command of the device itself can be seen here (" + medium.bus() + ")")));
        }
        return out;
    }

    /** Kinds of ways of which the policy names none for this class. */
    private void unnamed(List<LeftOut> out, String... kinds) {
        for (String kind : kinds) {
            boolean named = policy.techniquesFor(medium.effectiveClass()).stream()
                    .anyMatch(technique -> technique.id().startsWith(kind));
            if (!named) {
                out.add(new LeftOut(
                        kind,
                        new BilingualText(
                                "此规则未列出这种设备自身的清除方式", "this policy does not name this way of the drive's own")));
            }
        }
    }

    /** Abbreviations are the same in both languages. */
    private String busInChinese() {
        return switch (medium.bus()) {
            case "file" -> "文件";
            case "loop" -> "回环设备";
            case "other" -> "其他接口";
            default -> medium.bus();
        };
    }

    private List<Unsatisfiable> obstacles(Event.HiddenAreas hidden) {
        List<Unsatisfiable> out = new ArrayList<>();
        boolean reached = byItself.techniques().stream()
                .anyMatch(technique -> technique.reaches().compareTo(policy.level()) >= 0);
        boolean cleared = policy.level() == SanitizationLevel.CLEARED && !passes.isEmpty();
        if (!reached && !cleared) {
            out.add(LevelChoice.outOfReach(policy.level(), techniques()));
        }
        if (verify.compareTo(policy.verifyLeast()) < 0) {
            out.add(new Unsatisfiable(
                    "VERIFICATION_TOO_LITTLE",
                    new BilingualText("规则要求全盘回读验证", "the policy asks for a full read-back")));
        }
        HiddenObstacles.of(medium, hidden, told, byItself.techniques(), hiddenAreas)
                .ifPresent(out::add);
        // A sanitize is one of all namespaces; of what else a way leaves, none is chosen here.
        boolean others = medium.caps().contains(Obstacle.Code.OTHER_PARTS.id())
                || parts.hasUnseen(medium)
                || NvmeSpace.others(hidden.commands()) > 0
                || (medium.bus().equals("scsi") && SasDrive.others(hidden.commands()) > 0);
        if (others
                && medium.bus().equals("mmc")
                && !parts.leavesNone(!byItself.techniques().isEmpty())) {
            out.add(new Unsatisfiable("OTHER_PARTS", PartChoice.LEFT));
        } else if (others && medium.bus().equals("ufs")) {
            out.add(new Unsatisfiable("OTHER_PARTS", UfsChoice.UNITS_LEFT));
        } else if (others && medium.bus().equals("scsi")) {
            out.add(new Unsatisfiable("OTHER_PARTS", SasChoice.UNITS_LEFT, Plan.WayOn.TRY));
        } else if (others && !medium.bus().equals("mmc") && onlyReverts()) {
            out.add(
                    new Unsatisfiable(
                            "OTHER_PARTS",
                            new BilingualText(
                                    "该设备还有其他部分（其他命名空间等），不会随此次清除一并清除",
                                    "the device has other parts, such as other namespaces, which are not erased with this one")));
        }
        if (parts.getsFewer(
                policy,
                medium.effectiveClass(),
                byItself.techniques().stream()
                        .anyMatch(one -> one.id().equals(NativeTechnique.MMC_ERASE_SANITIZE.id())))) {
            out.add(new Unsatisfiable("PARTS_PASSES", PartChoice.FEWER_PASSES));
        }
        if (!passes.isEmpty()) {
            WriteChoice.against(medium, told, byItself.techniques())
                    .ifPresent(why -> out.add(new Unsatisfiable(WriteChoice.CODE, why)));
        }
        for (String cap : medium.caps()) {
            if (VerdictRules.CONTENTS_ELSEWHERE_CAPS.contains(cap)) {
                out.add(new Unsatisfiable(
                        "CONTENTS_ELSEWHERE",
                        new BilingualText("旧内容会留在别处（" + cap + "）", "old contents survive elsewhere (" + cap + ")")));
            }
        }
        return out;
    }
}
