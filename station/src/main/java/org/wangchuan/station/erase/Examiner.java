package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.DriveInquiry;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.plan.CardSeen;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.station.journal.FileJournal;

/** Looks at targets and says of each whether it may be erased. Touches nothing. */
final class Examiner {
    /** What stands for bytes of a command line that are no UTF-8 (Unicode, "REPLACEMENT CHARACTER"). */
    private static final char REPLACED = '\uFFFD';

    private final MediumExaminer media = new MediumExaminer();
    private final ObstacleCheck obstacles = new ObstacleCheck();
    private final Inquiry drives;
    private final Inquiry writes;
    private final JobStore jobs;

    Examiner(JobStore jobs) {
        this(jobs, new DriveInquiry());
    }

    private Examiner(JobStore jobs, DriveInquiry inquiry) {
        this(jobs, inquiry::ask, inquiry::askWhetherItTakesWrites);
    }

    /**
     * By such answers.
     *
     * @param drives of whoever is asked what it can do
     * @param writes of whoever is asked only what keeps it from being written to
     */
    Examiner(JobStore jobs, Inquiry drives, Inquiry writes) {
        this.jobs = jobs;
        this.drives = drives;
        this.writes = writes;
    }

    /** Asks a drive what it is and can do, by commands that change nothing. */
    @FunctionalInterface
    interface Inquiry {
        DriveFacts ask(Medium medium, List<Obstacle> obstacles, long withinMillis);
    }

    Candidate examine(Path path, EraseOrder order) throws IOException {
        return look(path, order, false).candidate();
    }

    /** The same for an order of a new job, and whatever other rules may ask about: the drive is asked once for all of them. */
    Survey survey(Path path, EraseOrder order) throws IOException {
        return look(path, order, true);
    }

    private Survey look(Path path, EraseOrder order, boolean forAnyRules) throws IOException {
        if (path.toString().indexOf(REPLACED) >= 0) {
            // The name that was typed is not known any more; another file may have the one that is left of it.
            return untouched(new Candidate.Rejected(
                    path,
                    Optional.empty(),
                    List.of(Refusal.safety(
                            "NAME_NOT_UTF8",
                            "文件名不是有效的 UTF-8",
                            "the name is not UTF-8: rename the file, or give it another name"))));
        }
        return switch (media.examine(path)) {
            case Refused refused ->
                untouched(new Candidate.Rejected(path, Optional.empty(), List.of(Refusal.of(refused))));
            case Examined(Medium medium) -> look(path, medium, order, forAnyRules);
        };
    }

    private static Survey untouched(Candidate.Rejected candidate) {
        return new Survey(candidate, Optional.empty());
    }

    private Survey look(Path path, Medium medium, EraseOrder order, boolean forAnyRules) throws IOException {
        List<Obstacle> found = obstacles.check(medium);
        List<Refusal> refusals = new ArrayList<>();
        boolean ownState = jobs.holdsStateIn(medium.realPath())
                || (medium.backing().isPresent()
                        && jobs.holdsStateIn(Path.of(medium.backing().get().path())));
        if (ownState) {
            refusals.add(Refusal.safety("STATION_STATE", "这是工作站自身的状态文件", "this belongs to the station's own state"));
        }
        refusals.addAll(Refusal.blocking(found));
        if (!refusals.isEmpty()) {
            return untouched(new Candidate.Rejected(path, Optional.of(medium), refusals));
        }
        MediumFacts facts = FactsOf.medium(medium, order.declared(), found);
        Event.HiddenAreas seen = Event.HiddenAreas.of(media.hiddenAreas(medium));
        List<Refusal> ofJob = new ArrayList<>();
        Optional<JobTicket> open = openJob(medium, order, ofJob);
        if (order.resume() && open.isPresent()) {
            damage(open.get()).ifPresent(ofJob::add);
        }
        Policy policy = rules(order, open, ofJob);
        Optional<BegunPlan> begun = order.resume() && open.isPresent()
                ? BegunPlan.read(jobs.folder(open.get()), policy, medium)
                : Optional.empty();
        Event.HiddenAreas hidden = begun.isPresent() && seen.state() == Event.HiddenState.UNREADABLE
                ? begun.get().hidden()
                : seen;
        List<CardPart> shown = CardParts.of(medium);
        List<CardPart> parts = shown.stream()
                .filter(part -> order.also().contains(part.name()))
                .toList();
        Optional<DriveFacts> forAny = forAnyRules && Outlook.mattersForAny(facts.effectiveClass())
                ? Optional.of(drives.ask(medium, found, Patience.DEVICE_MILLIS))
                : Optional.empty();
        Optional<DriveFacts> told = begun.isPresent()
                ? Optional.empty()
                : Optional.of(told(medium, facts, found, policy, order, begun, forAny));
        boolean psid = order.psids().areOffered();
        Plan planned = told.map(answers -> Planner.plan(
                        facts, hidden, policy, order.verify(), answers, psid, parts, CardSeen.of(medium, shown)))
                .orElseGet(() -> begun.orElseThrow().plan());
        // It was told to show all before the job began, or is not gone on with.
        boolean past = order.resume() && open.isPresent() && BegunPlan.isBegun(jobs.folder(open.get()));
        Plan plan = past ? planned.afterShowingAll() : planned;
        Candidate.Told said = told.map(answers -> Candidate.Told.of(answers, plan, seen.commands()))
                .orElse(Candidate.Told.NOTHING);
        told.flatMap(answers -> Outlook.unheard(answers, plan)).ifPresent(refusals::add);
        List<String> beside = Beside.erasedWith(medium, plan);
        // Until its command is sent a drive can be given namespaces, or have them detached from this machine.
        Optional<DriveFacts> counted = begun.filter(job -> !job.started()).isPresent()
                ? Optional.of(told(medium, facts, found, policy, order, begun, forAny))
                : told;
        // Of a job that was planned for an NVMe device they are counted whatever is here now.
        boolean namespaces = medium.bus() == Bus.NVME
                || plan.nativeIds().stream().anyMatch(id -> id.startsWith(Bus.NVME.id() + "-"));
        counted.filter(_ -> namespaces)
                .flatMap(answers -> Beside.unseen(plan, beside, answers))
                .ifPresent(refusals::add);
        for (Plan.Unsatisfiable obstacle : plan.obstacles()) {
            refusals.add(Refusal.of(obstacle));
        }
        refusals.addAll(ofJob);
        Optional<Outlook> outlook = forAnyRules
                ? Optional.of(new Outlook(
                        medium, facts, seen, shown, forAny.or(() -> told).orElseThrow()))
                : Optional.empty();
        boolean tryAllTheSame = order.bestEffort()
                && !plan.techniques().isEmpty()
                && refusals.stream().allMatch(refusal -> refusal.kind() == Refusal.Kind.UNSATISFIABLE);
        if (!refusals.isEmpty() && !tryAllTheSame) {
            return new Survey(
                    new Candidate.Rejected(path, Optional.of(medium), refusals, said, plan.leftOut()), outlook);
        }
        Candidate.Places places = new Candidate.Places(media.places(medium));
        List<Obstacle> notes = found.stream()
                .filter(obstacle -> obstacle.code() == Obstacle.Code.HARD_LINKED)
                .toList();
        Candidate.Ready ready = new Candidate.Ready(
                path, medium, facts, hidden, plan, medium.confirmation(), notes, places, beside, open, said);
        return new Survey(ready, outlook);
    }

    /** What the drive says that it can do by itself, where the rules ask for that, and else only what keeps it from being written to; it is asked again when it is done. */
    private DriveFacts told(
            Medium medium,
            MediumFacts facts,
            List<Obstacle> found,
            Policy policy,
            EraseOrder order,
            Optional<BegunPlan> begun,
            Optional<DriveFacts> asked) {
        // An eMMC is asked whatever the rules are: it may have parts that this machine does not show.
        return CardParts.tells(medium) || mattersWhatItTells(policy, facts.effectiveClass(), order.psids(), begun)
                ? asked.orElseGet(() -> drives.ask(medium, found, Patience.DEVICE_MILLIS))
                : asked.orElseGet(() -> writes.ask(medium, found, Patience.DEVICE_MILLIS))
                        .barringWrites();
    }

    /** Whether a drive does something by itself, or may: by the rules, by a PSID, or by the plan that a job was begun with. */
    static boolean mattersWhatItTells(Policy policy, MediumClass kind, Psids psids, Optional<BegunPlan> begun) {
        return psids.areOffered()
                || !policy.techniquesFor(kind).isEmpty()
                || begun.filter(job -> Beside.erasesItself(job.plan())).isPresent();
    }

    /** An interrupted job goes on by the very version that it began by; what else is asked for is refused elsewhere. */
    private static Policy rules(EraseOrder order, Optional<JobTicket> open, List<Refusal> refusals) {
        if (!order.resume() || open.isEmpty() || !open.get().fits(order)) {
            return order.policy();
        }
        Optional<Policy> begun = open.get().rules();
        if (begun.isEmpty()) {
            String name = open.get().policy();
            long version = open.get().policyVersion();
            refusals.add(Refusal.ofJob(
                    "POLICY",
                    "被中断的任务所用的规则 " + name + " 第 " + version + " 版，本程序不认识；只有开始该任务的程序能继续，否则须从头擦除",
                    "the interrupted job was begun by version " + version + " of " + name
                            + ", which this program does not know; only the program that began it goes on with it, or else the"
                            + " medium has to be erased from the beginning"));
        }
        return begun.orElse(order.policy());
    }

    /** The interrupted job on this medium; where resuming is asked for and there is none, says what there is instead. */
    private Optional<JobTicket> openJob(Medium medium, EraseOrder order, List<Refusal> refusals) throws IOException {
        Optional<JobTicket> open = jobs.openOn(medium);
        List<Difference> differences = List.of();
        for (JobTicket ticket : jobs.open()) {
            List<Difference> differs = ticket.differences(medium.identity());
            if (!differs.isEmpty() && ticket.target().equals(medium.realPath().toString())) {
                differences = differs;
            }
        }
        if (order.resume() && open.isPresent() && !open.get().fits(order)) {
            // An asset tag is not among them: it was settled when the job began, and is nobody else's business here.
            refusals.add(new Refusal(
                    Refusal.Kind.SAFETY,
                    "OTHER_ORDER",
                    new BilingualText(
                            "被中断的任务要求不同，其规则为 " + open.get().policy() + "；须按原要求继续",
                            "the interrupted job was ordered otherwise, by the rule set "
                                    + open.get().policy() + "; it is gone on with by what it was ordered by"),
                    Refusal.Cure.GO_ON_AS_ORDERED,
                    "--resume " + open.get().options()));
        }
        if (!order.resume() || open.isPresent()) {
            return open;
        }
        if (differences.isEmpty()) {
            Optional<Path> receipt = jobs.receiptOf(medium);
            refusals.add(Refusal.ofJob(
                    "NOTHING_TO_RESUME",
                    "该介质没有可以继续的任务"
                            + damaged("无法读取的任务")
                            + receipt.map(path -> "；最近一次写入该介质的任务已完成，收据在 " + path)
                                    .orElse(""),
                    "there is no interrupted job for this medium"
                            + damaged("unreadable jobs")
                            + receipt.map(path ->
                                            "; the last one that wrote to it has come to its end, and its receipt is "
                                                    + path)
                                    .orElse("")));
        } else {
            String what = differences.getFirst().toString();
            refusals.add(Refusal.safety(
                    "ANOTHER_MEDIUM",
                    "此处的介质与被中断任务的介质不同：" + what,
                    "the interrupted job was on another medium: " + what));
        }
        return Optional.empty();
    }

    private Optional<Refusal> damage(JobTicket ticket) throws IOException {
        return FileJournal.damage(jobs.folder(ticket)).map(Refusal::damaged);
    }

    private String damaged(String what) {
        return jobs.damaged().isEmpty() ? "" : " (" + what + ": " + String.join(", ", jobs.damaged()) + ")";
    }
}
